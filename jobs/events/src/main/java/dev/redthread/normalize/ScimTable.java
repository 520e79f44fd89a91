package dev.redthread.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The alias table that users make. What two of them have in common is nobody's: it must not make
 * one person of them.
 */
final class ScimTable {
  private final Map<String, String> persons = new HashMap<>();
  private final Set<String> inactive = new HashSet<>();
  private final List<Problem> ambiguous = new ArrayList<>();

  private ScimTable() {}

  static ScimTable of(String file, List<ScimUser> users, ScimName name) {
    Map<String, List<ScimUser>> owners = new TreeMap<>();
    for (ScimUser user : users) {
      user.identifiers()
          .forEach(each -> owners.computeIfAbsent(each, any -> new ArrayList<>()).add(user));
    }
    ScimTable table = new ScimTable();
    owners.forEach(
        (identifier, having) -> {
          if (having.size() > 1) {
            ScimUser second = having.get(1);
            table.ambiguous.add(
                new Problem(
                    file,
                    second.line(),
                    second.column(),
                    identifier
                        + " is also that of the user at line "
                        + having.get(0).line()
                        + ", so it is nobody's: take it from one of them"));
          }
        });
    for (ScimUser user : users) {
      table.add(user, owners, name);
    }
    return table;
  }

  private void add(ScimUser user, Map<String, List<ScimUser>> owners, ScimName name) {
    List<String> own =
        user.identifiers().stream()
            .filter(each -> owners.getOrDefault(each, List.of()).size() == 1)
            .toList();
    user.persons(name).stream()
        .filter(own::contains)
        .findFirst()
        .ifPresent(
            person -> {
              own.forEach(each -> persons.put(each, person));
              if (!user.active()) {
                inactive.add(person);
              }
            });
  }

  /** By identifier. */
  Map<String, String> persons() {
    return persons;
  }

  /** The persons whose accounts are off. */
  Set<String> inactive() {
    return inactive;
  }

  /** What two users have in common, by its name. */
  List<Problem> ambiguous() {
    return ambiguous;
  }
}
