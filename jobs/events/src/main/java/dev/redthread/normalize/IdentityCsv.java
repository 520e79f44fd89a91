package dev.redthread.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An alias table as CSV. */
final class IdentityCsv {
  private static final String HEADER = "identifier,person";

  private IdentityCsv() {}

  /**
   * Reads CSV with the header {@code identifier,person}; empty lines and lines that begin with
   * {@code #} are passed over, and a field that holds a comma is quoted. Persons by identifiers and
   * forms, in lower case.
   *
   * <p><i>Errors:</i> {@link MappingException} with every wrong line.
   */
  static Map<String, String> read(String file, String csv) {
    List<Problem> problems = new ArrayList<>();
    Map<String, String> persons = new HashMap<>();
    boolean header = false;
    int number = 0;
    for (String line : csv.lines().toList()) {
      number++;
      String row = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      if (row.isBlank() || row.startsWith("#")) {
        continue;
      }
      if (!header) {
        header = true;
        if (!row.strip().equals(HEADER)) {
          problems.add(new Problem(file, number, 1, "the first line must be " + HEADER));
        }
        continue;
      }
      addRow(file, number, row, persons, problems);
    }
    if (!problems.isEmpty()) {
      throw new MappingException(problems);
    }
    return persons;
  }

  private static void addRow(
      String file, int line, String row, Map<String, String> persons, List<Problem> problems) {
    List<String> cells = cells(row);
    if (cells.size() != 2 || cells.get(0).isEmpty() || cells.get(1).isEmpty()) {
      problems.add(new Problem(file, line, 1, "a line must be an identifier, a comma, a person"));
      return;
    }
    boolean star = (cells.get(0) + cells.get(1)).contains("*");
    if (star && !(CanonicalForm.isOne(cells.get(0)) && CanonicalForm.isOne(cells.get(1)))) {
      problems.add(
          new Problem(
              file, line, 1, "a form has one * on each side, such as corp\\*,*@corp.example"));
      return;
    }
    String earlier = persons.putIfAbsent(cells.get(0), cells.get(1));
    if (earlier != null && !earlier.equals(cells.get(1))) {
      problems.add(
          new Problem(
              file, line, 1, cells.get(0) + " is " + earlier + " on an earlier line: keep one"));
    }
  }

  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char character = row.charAt(i);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        cells.add(IdentityAliases.canonical(cell.toString()));
        cell.setLength(0);
      } else {
        cell.append(character);
      }
    }
    cells.add(IdentityAliases.canonical(cell.toString()));
    return cells;
  }
}
