package dev.redthread.normalize;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind an identifier: logins, numbers and device ids of several systems, and the person
 * they belong to. Everything is compared and kept in lower case. An identifier that the table has
 * goes before the forms of identifiers, and of these the one that fixes most of the identifier
 * counts; where two fix as much and mean different persons, none does.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class IdentityAliases implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String HEADER = "identifier,person";

  /** Nobody has another name. */
  public static final IdentityAliases NONE = new IdentityAliases(new HashMap<>(), List.of(), true);

  @SuppressWarnings("serial") // a HashMap
  private final Map<String, String> persons;

  @SuppressWarnings("serial") // made by toList
  private final List<CanonicalForm> forms;

  private final boolean devices;

  private IdentityAliases(Map<String, String> persons, List<CanonicalForm> forms, boolean devices) {
    this.persons = persons;
    this.forms = forms;
    this.devices = devices;
  }

  /** The same for whoever leaves it to somebody else whose a device is. */
  public IdentityAliases withoutOwners() {
    return new IdentityAliases(persons, forms, false);
  }

  /** Reads a file as {@link #read} does. */
  public static IdentityAliases load(Path file) throws IOException {
    return read(file.toString(), Files.readString(file));
  }

  /**
   * Reads CSV with the header {@code identifier,person}; empty lines and lines that begin with
   * {@code #} are passed over, and a field that holds a comma is quoted.
   *
   * <p><i>Errors:</i> {@link MappingException} with every wrong line.
   */
  public static IdentityAliases read(String file, String csv) {
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
    List<CanonicalForm> forms =
        persons.entrySet().stream()
            .filter(entry -> CanonicalForm.isOne(entry.getKey()))
            .map(entry -> new CanonicalForm(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingInt(CanonicalForm::fixed)
                    .reversed()
                    .thenComparing(CanonicalForm::identifier))
            .toList();
    forms.forEach(form -> persons.remove(form.identifier()));
    return new IdentityAliases(persons, forms, true);
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
        cells.add(canonical(cell.toString()));
        cell.setLength(0);
      } else {
        cell.append(character);
      }
    }
    cells.add(canonical(cell.toString()));
    return cells;
  }

  private static String canonical(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** The person an identifier belongs to, where the table says so. */
  public Optional<String> person(String identifier) {
    if (persons.isEmpty() && forms.isEmpty()) {
      return Optional.empty();
    }
    String text = canonical(identifier);
    String known = persons.get(text);
    return known == null ? formed(text) : Optional.of(known);
  }

  /**
   * The person of an event that has several identifiers: by the first that the table knows, else
   * the first itself; nobody where there is none.
   */
  public Optional<String> named(List<String> identifiers) {
    for (String identifier : identifiers) {
      Optional<String> person = person(identifier);
      if (person.isPresent()) {
        return person;
      }
    }
    return identifiers.stream().findFirst();
  }

  /** The person whose a device is, where the table says so. */
  public Optional<String> owner(String device) {
    return devices ? person(device) : Optional.empty();
  }

  /** The person by the forms, who may have a line of their own in the table. */
  private Optional<String> formed(String text) {
    @Nullable String found = null;
    int fixed = 0;
    for (CanonicalForm form : forms) {
      if (found != null && form.fixed() < fixed) {
        break;
      }
      Optional<String> person = form.person(text).map(each -> persons.getOrDefault(each, each));
      if (person.isPresent() && found != null && !found.equals(person.get())) {
        return Optional.empty();
      }
      if (person.isPresent()) {
        found = person.get();
        fixed = form.fixed();
      }
    }
    return Optional.ofNullable(found);
  }
}
