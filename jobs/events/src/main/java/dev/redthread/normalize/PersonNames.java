package dev.redthread.normalize;

import java.util.List;
import java.util.Optional;

/**
 * What names the person of an event.
 *
 * @param names in lower case, of which the first that the alias table knows counts, else the first;
 *     empty where nothing does but its device
 * @param namespace of which kind the first is, where it follows links that records say; nothing for
 *     names that do not
 */
public record PersonNames(List<String> names, Optional<String> namespace) {
  public static final PersonNames NONE = new PersonNames(List.of(), Optional.empty());

  public PersonNames {
    names = List.copyOf(names);
  }

  /** Names that follow no links. */
  public static PersonNames of(List<String> names) {
    return new PersonNames(names, Optional.empty());
  }
}
