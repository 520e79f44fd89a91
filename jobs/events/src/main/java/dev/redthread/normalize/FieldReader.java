package dev.redthread.normalize;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one field of an event comes out of the slots: the first reading that gives a value. */
final class FieldReader {
  private final List<Reading> readings;
  private final int[] raw;

  private record Reading(FieldReading spec, List<Integer> slots) {}

  private FieldReader(List<Reading> readings, int... raw) {
    this.readings = readings;
    this.raw = raw;
  }

  /** The field of a mapping that has the name; else the name is an alias, else a raw path. */
  static FieldReader named(String name, SourceMapping mapping, PathTrie trie) {
    String meant = mapping.info().aliases().getOrDefault(name, name);
    List<FieldReading> specs =
        mapping.fields().get(mapping.fields().containsKey(name) ? name : meant);
    if (specs == null) {
      return new FieldReader(List.of(), trie.slot(meant));
    }
    return new FieldReader(
        specs.stream()
            .map(spec -> new Reading(spec, spec.paths().stream().map(trie::slot).toList()))
            .toList());
  }

  /** The value, or null; the values of a raw path are as they are, nulls included. */
  @Nullable Value read(Slots slots) {
    for (int slot : raw) {
      return joined(slots.get(slot));
    }
    for (Reading reading : readings) {
      String constant = reading.spec().constant();
      if (constant != null) {
        return reading.spec().kind().shape(Value.of(constant)).orElse(null);
      }
      for (int slot : reading.slots()) {
        Value value = joined(shaped(slots.get(slot), reading.spec()));
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  private static List<Value> shaped(List<Value> values, FieldReading spec) {
    if (values.isEmpty()) {
      return values;
    }
    List<Value> shaped = new ArrayList<>(values.size());
    for (Value value : values) {
      if (!(value instanceof Value.Nil) && !spec.absent().contains(value.text().strip())) {
        shaped(value, spec).ifPresent(shaped::add);
      }
    }
    return shaped;
  }

  private static Optional<Value> shaped(Value value, FieldReading spec) {
    Value part = value;
    Pattern pattern = spec.pattern();
    if (pattern != null) {
      Matcher found = pattern.matcher(value.text());
      if (!found.find()) {
        return Optional.empty();
      }
      String group = found.group(pattern.groupCount() == 0 ? 0 : 1);
      if (group == null) {
        return Optional.empty();
      }
      part = Value.of(group);
    }
    String mapped = spec.values().isEmpty() ? null : spec.values().get(part.text());
    if (mapped == null) {
      mapped = spec.otherwise();
    }
    return spec.kind().shape(mapped == null ? part : Value.of(mapped));
  }

  static @Nullable Value joined(List<Value> values) {
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : new Value.Many(values);
  }
}
