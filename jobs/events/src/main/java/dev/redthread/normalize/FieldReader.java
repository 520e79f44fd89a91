package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one field of an event comes out of the slots: the first reading that gives a value.
 *
 * <p><i>Thread safety:</i> none.
 */
final class FieldReader {
  private static final int NO_RAW_PATH = -1;

  private final Reading[] readings;
  private final int raw;

  private FieldReader(List<Reading> readings, int raw) {
    this.readings = readings.toArray(new Reading[0]);
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
        specs.stream().map(spec -> new Reading(spec, trie)).toList(), NO_RAW_PATH);
  }

  /** The value, or null; the values of a raw path are as they are, nulls included. */
  @Nullable Value read(Slots slots) {
    if (raw != NO_RAW_PATH) {
      return joined(slots.get(raw));
    }
    for (Reading reading : readings) {
      Value value = reading.read(slots);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  static @Nullable Value joined(List<Value> values) {
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : new Value.Many(values);
  }

  /** One way to read a field, compiled. */
  private static final class Reading {
    private final int[] slots;
    private final @Nullable Value constant;
    private final @Nullable Extraction extraction;
    private final Map<String, String> values;
    private final @Nullable String otherwise;
    private final Set<String> absent;
    private final FieldKind kind;

    Reading(FieldReading spec, PathTrie trie) {
      slots = spec.paths().stream().mapToInt(trie::slot).toArray();
      extraction = spec.pattern() == null ? null : new Extraction(spec.pattern());
      values = spec.values();
      otherwise = spec.otherwise();
      absent = spec.absent();
      kind = spec.kind();
      constant =
          spec.constant() == null ? null : kind.shape(Value.of(spec.constant())).orElse(null);
    }

    @Nullable Value read(Slots from) {
      if (slots.length == 0) {
        return constant;
      }
      for (int slot : slots) {
        List<Value> found = from.get(slot);
        Value value =
            found.size() == 1 ? shaped(found.get(0)) : found.isEmpty() ? null : several(found);
        if (value != null) {
          return value;
        }
      }
      return null;
    }

    private @Nullable Value several(List<Value> found) {
      List<Value> shaped = new ArrayList<>(found.size());
      for (Value value : found) {
        Value each = shaped(value);
        if (each != null) {
          shaped.add(each);
        }
      }
      return joined(shaped);
    }

    private @Nullable Value shaped(Value value) {
      if (value instanceof Value.Nil
          || (!absent.isEmpty() && absent.contains(value.text().strip()))) {
        return null;
      }
      Value part = value;
      if (extraction != null) {
        String text = extraction.of(value.text());
        if (text == null) {
          return null;
        }
        part = Value.of(text);
      }
      String mapped = values.isEmpty() ? null : values.get(part.text());
      if (mapped == null) {
        mapped = otherwise;
      }
      return kind.shape(mapped == null ? part : Value.of(mapped)).orElse(null);
    }
  }
}
