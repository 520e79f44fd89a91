package dev.redthread.normalize;

import dev.redthread.event.Event;
import dev.redthread.event.ValueType;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * A field that no record has: what tables say of the values of other fields of the event. Where the
 * mapping of a source sets a field of that name, and the record has it, the record's word counts.
 *
 * @param type what all its values are
 * @param lookups where its values come from; all that is found, each value once
 */
public record DerivedField(String name, ValueType type, List<Lookup> lookups)
    implements Serializable {
  public DerivedField {
    lookups = List.copyOf(lookups);
  }

  /**
   * One look into a table.
   *
   * @param field of the event, whose values are looked up
   * @param table by its name among {@link Tables}
   * @param column of the table, where it has several
   */
  public record Lookup(String field, String table, String column) implements Serializable {}

  /** Whether it may be another when the event has another person. */
  boolean isOfPerson() {
    return lookups.stream().anyMatch(lookup -> lookup.field().equals(Event.PERSON));
  }

  /** Whether an event with some fields may have it. */
  boolean isOfOneOf(Set<String> fields) {
    return lookups.stream().anyMatch(lookup -> fields.contains(lookup.field()));
  }
}
