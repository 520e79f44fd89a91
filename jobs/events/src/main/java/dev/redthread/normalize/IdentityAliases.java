package dev.redthread.normalize;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind an identifier: logins, numbers and device ids of several systems, and the person
 * they belong to; out of CSV, or of an export of users by SCIM. Everything is compared and kept in
 * lower case. An identifier that the table has goes before the forms of identifiers, and of these
 * the one that fixes most of the identifier counts; where two fix as much and mean different
 * persons, none does.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class IdentityAliases implements Serializable {
  private static final long serialVersionUID = 1;

  /** Nobody has another name. */
  public static final IdentityAliases NONE = none(ScimName.EMAIL);

  @SuppressWarnings("serial") // a HashMap
  private final Map<String, String> persons;

  @SuppressWarnings("serial") // made by toList
  private final List<CanonicalForm> forms;

  @SuppressWarnings("serial") // a HashSet
  private final Set<String> inactive;

  @SuppressWarnings("serial") // made by toList
  private final List<String> ambiguous;

  private final ScimName name;
  private final boolean devices;

  private IdentityAliases(
      Map<String, String> persons,
      List<CanonicalForm> forms,
      Set<String> inactive,
      List<String> ambiguous,
      ScimName name,
      boolean devices) {
    this.persons = persons;
    this.forms = forms;
    this.inactive = inactive;
    this.ambiguous = ambiguous;
    this.name = name;
    this.devices = devices;
  }

  /**
   * A table of nobody, in whose place others may be {@linkplain #other read}.
   *
   * @param name what persons of SCIM exports are called by
   */
  public static IdentityAliases none(ScimName name) {
    return new IdentityAliases(new HashMap<>(), List.of(), new HashSet<>(), List.of(), name, true);
  }

  /** Reads a table as {@link #other} does, with persons of SCIM exports called by their e-mail. */
  public static IdentityAliases read(String file, String text) {
    return NONE.other(file, text);
  }

  /**
   * Reads the table that comes in place of this one: an export by SCIM where the text begins like
   * JSON, else CSV with the header {@code identifier,person}.
   *
   * <p><i>Errors:</i> {@link MappingException} with every wrong place.
   */
  public IdentityAliases other(String file, String text) {
    String bare = text.startsWith("\ufeff") ? text.substring(1) : text;
    String begin = bare.stripLeading();
    return begin.startsWith("{") || begin.startsWith("[")
        ? ofUsers(ScimTable.of(file, ScimReader.read(file, bare), name))
        : ofRows(IdentityCsv.read(file, text));
  }

  private IdentityAliases ofUsers(ScimTable table) {
    return new IdentityAliases(
        table.persons(),
        List.of(),
        table.inactive(),
        table.ambiguous().stream().map(Problem::toString).toList(),
        name,
        true);
  }

  private IdentityAliases ofRows(Map<String, String> rows) {
    Map<String, String> lines = new HashMap<>(rows);
    List<CanonicalForm> ordered =
        rows.entrySet().stream()
            .filter(entry -> CanonicalForm.isOne(entry.getKey()))
            .map(entry -> new CanonicalForm(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingInt(CanonicalForm::fixed)
                    .reversed()
                    .thenComparing(CanonicalForm::identifier))
            .toList();
    ordered.forEach(form -> lines.remove(form.identifier()));
    return new IdentityAliases(lines, ordered, new HashSet<>(), List.of(), name, true);
  }

  /** The same for whoever leaves it to somebody else whose a device is. */
  public IdentityAliases withoutOwners() {
    return new IdentityAliases(persons, forms, inactive, ambiguous, name, false);
  }

  /** What two users of a SCIM export have in common and so is nobody's, for people, by place. */
  public List<String> ambiguous() {
    return ambiguous;
  }

  /** Whether a person's account is off, by a SCIM export. */
  public boolean isInactive(String person) {
    return inactive.contains(person);
  }

  static String canonical(String text) {
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

  /** The person of an event that has several identifiers: by the first that the table knows. */
  public Optional<String> known(List<String> identifiers) {
    for (String identifier : identifiers) {
      Optional<String> person = person(identifier);
      if (person.isPresent()) {
        return person;
      }
    }
    return Optional.empty();
  }

  /**
   * The person of an event that has several identifiers: by the first that the table knows, else
   * the first itself; nobody where there is none.
   */
  public Optional<String> named(List<String> identifiers) {
    return known(identifiers).or(() -> identifiers.stream().findFirst());
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
