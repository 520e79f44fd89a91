package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one field of an event comes out of the slots: the first reading that gives a value.
 *
 * <p><i>Thread safety:</i> none.
 */
final class FieldReader {
  private static final int NO_RAW_PATH = -1;

  private final String name;
  private final Reading[] readings;
  private final int raw;

  private FieldReader(String name, List<Reading> readings, int raw) {
    this.name = name;
    this.readings = readings.toArray(new Reading[0]);
    this.raw = raw;
  }

  /** The field of a mapping that has the name; else the name is an alias, else a raw path. */
  static FieldReader named(String name, SourceMapping mapping, PathTrie trie) {
    String meant = mapping.info().aliases().getOrDefault(name, name);
    List<FieldReading> specs =
        mapping.fields().get(mapping.fields().containsKey(name) ? name : meant);
    if (specs == null) {
      return new FieldReader(meant, List.of(), trie.slot(meant));
    }
    return new FieldReader(
        name, specs.stream().map(spec -> new Reading(spec, trie)).toList(), NO_RAW_PATH);
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

  /** The name of the field, or the raw path that it stands for. */
  String name() {
    return name;
  }

  /** Where the value comes from that {@link #read} gives; nothing where it gives none. */
  Optional<String> origin(Slots slots) {
    if (raw != NO_RAW_PATH) {
      return slots.get(raw).isEmpty() ? Optional.empty() : Optional.of(name);
    }
    for (Reading reading : readings) {
      Optional<String> origin = reading.origin(slots);
      if (origin.isPresent()) {
        return origin;
      }
    }
    return Optional.empty();
  }

  /** The paths that hold something of which no value could be made, with what they hold. */
  List<String> refused(Slots slots) {
    List<String> refused = new ArrayList<>();
    if (read(slots) == null) {
      for (Reading reading : readings) {
        reading.refused(slots, refused);
      }
    }
    return refused.stream().distinct().toList();
  }

  static @Nullable Value joined(List<Value> values) {
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : new Value.Many(values);
  }

  /** One way to read a field, compiled. */
  private static final class Reading {
    private final FieldReading spec;
    private final int[] slots;
    private final @Nullable Value constant;
    private final @Nullable Extraction extraction;
    private final Map<String, String> values;
    private final @Nullable String otherwise;
    private final Set<String> absent;
    private final FieldKind kind;

    Reading(FieldReading spec, PathTrie trie) {
      this.spec = spec;
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
        Value value = at(slot, from);
        if (value != null) {
          return value;
        }
      }
      return null;
    }

    private @Nullable Value at(int slot, Slots from) {
      List<Value> found = from.get(slot);
      return found.size() == 1 ? shaped(found.get(0)) : found.isEmpty() ? null : several(found);
    }

    Optional<String> origin(Slots from) {
      if (slots.length == 0) {
        return constant == null ? Optional.empty() : Optional.of("a constant");
      }
      for (int i = 0; i < slots.length; i++) {
        if (at(slots[i], from) != null) {
          return Optional.of(spec.paths().get(i) + how());
        }
      }
      return Optional.empty();
    }

    /** What is done to the text, in the words of the mapping. */
    private String how() {
      List<String> steps = new ArrayList<>();
      if (spec.pattern() != null) {
        steps.add("regex " + spec.pattern().pattern());
      }
      if (!values.isEmpty() || otherwise != null) {
        steps.add("values");
      }
      if (kind != FieldKind.ANY) {
        steps.add("kind " + kind.name().toLowerCase(Locale.ROOT));
      }
      return steps.isEmpty() ? "" : " (" + String.join(", ", steps) + ")";
    }

    void refused(Slots from, List<String> into) {
      for (int i = 0; i < slots.length; i++) {
        Value held = joined(from.get(slots[i]));
        if (held != null && !(held instanceof Value.Nil)) {
          into.add(spec.paths().get(i) + " = " + held.text() + how());
        } else if (from.holdsObject(slots[i])) {
          into.add(spec.paths().get(i) + " holds an object");
        }
      }
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
