package dev.redthread.normalize.enrich;

import dev.redthread.normalize.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV text (RFC 4180), with their lines. Empty lines and lines that begin with {@code
 * #} are passed over; cells are trimmed.
 */
final class Rows {
  private final String file;
  private final List<Problem> problems;

  /**
   * A row.
   *
   * @param line where it begins, counted from 1
   */
  record Row(int line, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  private Rows(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The rows of a text; a problem for each that cannot be read. */
  static List<Row> of(String file, String text, List<Problem> problems) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String row = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      if (!row.isBlank() && !row.startsWith("#")) {
        rows.add(new Rows(file, problems).row(number, row));
      }
    }
    return rows;
  }

  private Row row(int line, String text) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(character);
        i++;
      } else if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(character);
      }
    }
    if (quoted) {
      problems.add(new Problem(file, line, 1, "a quote is opened and never closed: close it"));
    }
    cells.add(cell.toString().strip());
    return new Row(line, cells);
  }
}
