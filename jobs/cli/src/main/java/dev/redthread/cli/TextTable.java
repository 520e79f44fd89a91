package dev.redthread.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows as a table of text for a terminal: columns as wide as they need, long cells wrapped at
 * spaces, {@linkplain Printable what commands a terminal} spelled out.
 *
 * <p><i>Units:</i> widths are characters.
 */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int widest;

  /**
   * A table with its headings.
   *
   * @param widest the width beyond which a cell is wrapped
   */
  TextTable(int widest, List<String> headings) {
    this.widest = widest;
    rows.add(headings);
  }

  void add(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + rows.get(0));
    }
    rows.add(List.copyOf(cells));
  }

  /** The table, each line ended, the headings underlined. */
  String render() {
    List<List<List<String>>> wrapped =
        rows.stream().map(row -> row.stream().map(this::wrap).toList()).toList();
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int at = column;
      widths.add(
          wrapped.stream()
              .flatMap(row -> row.get(at).stream())
              .mapToInt(String::length)
              .max()
              .orElse(0));
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < wrapped.size(); row++) {
      append(wrapped.get(row), widths, text);
      if (row == 0) {
        append(widths.stream().map(width -> List.of("-".repeat(width))).toList(), widths, text);
      }
    }
    return text.toString();
  }

  private static void append(List<List<String>> row, List<Integer> widths, StringBuilder text) {
    int height = row.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < height; line++) {
      StringBuilder cells = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = line < row.get(column).size() ? row.get(column).get(line) : "";
        cells.append(cell).append(" ".repeat(widths.get(column) - cell.length())).append(GAP);
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
  }

  private List<String> wrap(String cell) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Printable.of(cell).replace("\n", "\\n").split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > widest) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
