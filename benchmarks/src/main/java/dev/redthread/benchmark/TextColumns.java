package dev.redthread.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns; numbers stand on the right. */
final class TextColumns {
  private final List<List<String>> rows = new ArrayList<>();

  TextColumns(List<String> headings) {
    rows.add(headings);
  }

  void add(List<String> cells) {
    rows.add(cells);
  }

  String render() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String pad = " ".repeat(width(column) - cell.length());
        boolean number = !cell.isEmpty() && Character.isDigit(cell.charAt(0)) && column > 1;
        line.append(number ? pad + cell : cell + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
