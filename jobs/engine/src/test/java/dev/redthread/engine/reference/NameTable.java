package dev.redthread.engine.reference;

import java.util.Map;

/**
 * What is given of names beside records.
 *
 * @param persons the alias table: who is behind an identifier, a name without its tilde
 * @param life how long a record counts, in the unit of the timeline
 */
public record NameTable(Map<String, String> persons, long life) {
  public static final NameTable NONE = new NameTable(Map.of(), Long.MAX_VALUE);

  String person(String identifier) {
    return persons.getOrDefault(identifier, identifier);
  }
}
