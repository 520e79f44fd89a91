package dev.redthread.normalize;

import dev.redthread.event.Fields;
import dev.redthread.event.Value;
import dev.redthread.normalize.DerivedField.Lookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fields that tables add to the events of one source.
 *
 * <p><i>Cost:</i> nothing for an event of which nobody asks for one: no table is looked at before.
 *
 * <p><i>Thread safety:</i> none.
 */
final class DerivedReader {
  private final Map<String, Reading> readings = new HashMap<>();

  /**
   * A field.
   *
   * @param inputs where the values that are looked up stand; null for who is behind the event
   * @param ofRecord whether a field of that name that is there already counts
   */
  private record Reading(
      DerivedField field, List<@Nullable FieldReader> inputs, boolean ofRecord) {}

  /** The fields of a mapping that have some names. */
  DerivedReader(Collection<String> names, SourceMapping mapping, PathTrie trie) {
    for (String name : names) {
      DerivedField field = mapping.derived().get(name);
      if (field != null) {
        List<@Nullable FieldReader> inputs = new ArrayList<>();
        for (Lookup lookup : field.lookups()) {
          inputs.add(
              Behind.says(lookup.field())
                  ? null
                  : FieldReader.named(lookup.field(), mapping, trie));
        }
        readings.put(
            name,
            new Reading(
                field,
                inputs,
                mapping.info().everyLogsource() || mapping.fields().containsKey(name)));
      }
    }
  }

  /**
   * Some fields, to which those of the tables seem to be added; as long as the slots are filled.
   */
  Fields lazily(Fields fields, Slots slots, Behind who, Tables tables) {
    return readings.isEmpty() ? fields : fields.deriving(new Asked(slots, who, tables));
  }

  /** Some fields, and all that tables add to them. */
  Fields added(Fields fields, Slots slots, Behind who, Tables tables) {
    if (readings.isEmpty()) {
      return fields;
    }
    Map<String, @Nullable Value> changed = new HashMap<>();
    readings.forEach(
        (name, reading) -> {
          Value before = fields.get(name);
          if (before == null || !reading.ofRecord) {
            Value value = value(reading, slots, who, tables);
            if (value != before) {
              changed.put(name, value);
            }
          }
        });
    return changed.isEmpty() ? fields : changed(fields, changed);
  }

  private static Fields changed(Fields fields, Map<String, @Nullable Value> changed) {
    Map<String, Value> all = new HashMap<>();
    fields.forEach(all::put);
    changed.forEach(
        (name, value) -> {
          if (value == null) {
            all.remove(name);
          } else {
            all.put(name, value);
          }
        });
    return Fields.of(all);
  }

  /** Where the tables say what they add to a field. */
  String origin(String name, Slots slots, Behind who, Tables tables) {
    Reading reading = readings.get(name);
    if (reading == null) {
      return "";
    }
    Set<String> origins = new LinkedHashSet<>();
    forEachText(
        reading,
        slots,
        who,
        (lookup, text) -> {
          if (tables.find(lookup, text) != null) {
            origins.add(lookup.field() + " = " + text + " in " + tables.origin(lookup, text));
          }
        });
    return origins.stream().collect(Collectors.joining(", and "));
  }

  private static @Nullable Value value(Reading reading, Slots slots, Behind who, Tables tables) {
    Set<Value> found = new LinkedHashSet<>();
    forEachText(
        reading,
        slots,
        who,
        (lookup, text) -> {
          Value value = tables.find(lookup, text);
          if (value != null) {
            found.addAll(value.each());
          }
        });
    return FieldReader.joined(List.copyOf(found));
  }

  private interface TextSink {
    void text(Lookup lookup, String text);
  }

  private static void forEachText(Reading reading, Slots slots, Behind who, TextSink sink) {
    for (int i = 0; i < reading.inputs.size(); i++) {
      Lookup lookup = reading.field.lookups().get(i);
      FieldReader input = reading.inputs.get(i);
      Value value = input == null ? who.value(lookup.field()) : input.read(slots);
      if (value != null) {
        for (Value each : value.each()) {
          if (!(each instanceof Value.Nil)) {
            sink.text(lookup, each.text());
          }
        }
      }
    }
  }

  /** Looks up what is asked for, and remembers it for as long as one event is asked. */
  private final class Asked implements Function<String, @Nullable Value> {
    private final Slots slots;
    private final Behind who;
    private final Tables tables;
    private @Nullable Map<String, Optional<Value>> known;

    Asked(Slots slots, Behind who, Tables tables) {
      this.slots = slots;
      this.who = who;
      this.tables = tables;
    }

    @Override
    public @Nullable Value apply(String name) {
      Reading reading = readings.get(name);
      if (reading == null) {
        return null;
      }
      if (known == null) {
        known = new HashMap<>();
      }
      return known
          .computeIfAbsent(name, any -> Optional.ofNullable(value(reading, slots, who, tables)))
          .orElse(null);
    }
  }
}
