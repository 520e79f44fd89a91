package dev.redthread.normalize;

import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Value;
import dev.redthread.normalize.DerivedField.Lookup;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields that tables add to an event because of its person, for an event whose person is known,
 * or is another, only after it was read.
 *
 * <p><i>Thread safety:</i> immutable.
 */
@SuppressWarnings("serial") // immutable maps and lists of records
public final class PersonFields implements Serializable {
  private static final long serialVersionUID = 1;

  /** Where no table knows persons. */
  public static final PersonFields NONE = new PersonFields(Map.of());

  private final Map<String, List<DerivedField>> bySource;

  private PersonFields(Map<String, List<DerivedField>> bySource) {
    this.bySource = Map.copyOf(bySource);
  }

  /** Those of the events of some sources. */
  public static PersonFields of(Collection<SourceMapping> mappings) {
    Map<String, List<DerivedField>> bySource = new HashMap<>();
    for (SourceMapping mapping : mappings) {
      List<DerivedField> fields =
          mapping.derived().values().stream().filter(DerivedField::isOfPerson).toList();
      if (!fields.isEmpty()) {
        bySource.put(mapping.name(), fields);
      }
    }
    return new PersonFields(bySource);
  }

  /** Their names, for events of a source. */
  public List<String> names(String source) {
    return bySource.getOrDefault(source, List.of()).stream().map(DerivedField::name).toList();
  }

  /**
   * What tables say of an event of a person, each such field by its name; {@link Value.Nil} where
   * they say nothing.
   */
  public Fields said(Event event, String person, Tables tables) {
    Map<String, Value> said = new HashMap<>();
    for (DerivedField field : bySource.getOrDefault(event.source(), List.of())) {
      Value value = value(field, event, person, tables);
      said.put(field.name(), value == null ? new Value.Nil() : value);
    }
    return said.isEmpty() ? Fields.NONE : Fields.of(said);
  }

  private static @Nullable Value value(
      DerivedField field, Event event, String person, Tables tables) {
    Set<Value> found = new LinkedHashSet<>();
    for (Lookup lookup : field.lookups()) {
      Value input =
          lookup.field().equals(Event.PERSON) ? Value.of(person) : event.field(lookup.field());
      if (input != null) {
        for (Value each : input.each()) {
          Value value = each instanceof Value.Nil ? null : tables.find(lookup, each.text());
          if (value != null) {
            found.addAll(value.each());
          }
        }
      }
    }
    return FieldReader.joined(List.copyOf(found));
  }

  /** An event with its fields replaced by what was {@linkplain #said said}. */
  public static Event with(Event event, Fields said) {
    if (said.size() == 0) {
      return event;
    }
    Map<String, Value> fields = new HashMap<>();
    event.fields().forEach(fields::put);
    said.forEach(
        (name, value) -> {
          if (value instanceof Value.Nil) {
            fields.remove(name);
          } else {
            fields.put(name, value);
          }
        });
    return event.with(Fields.of(fields));
  }
}
