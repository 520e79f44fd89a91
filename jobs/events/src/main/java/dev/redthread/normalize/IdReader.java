package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.IdReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The native id out of the slots: the first reading of which every part is there. */
final class IdReader {
  private final List<List<Part>> readings;

  /** A slot, or the place in the split list where it has none. */
  private record Part(String name, Optional<Integer> slot) {}

  private IdReader(List<List<Part>> readings) {
    this.readings = readings;
  }

  static IdReader of(SourceMapping mapping, PathTrie trie) {
    List<List<Part>> readings = new ArrayList<>();
    for (IdReading reading : mapping.id()) {
      if (reading.equals(IdReading.CONTENT)) {
        continue;
      }
      readings.add(
          reading.parts().stream()
              .map(
                  part ->
                      new Part(
                          part,
                          part.equals(IdReading.INDEX)
                              ? Optional.empty()
                              : Optional.of(trie.slot(part))))
              .toList());
    }
    return new IdReader(readings);
  }

  Optional<String> read(Slots slots, String index) {
    for (List<Part> parts : readings) {
      Optional<String> id =
          parts.size() == 1 ? text(parts.get(0), slots, index) : joined(parts, slots, index);
      if (id.isPresent()) {
        return id;
      }
    }
    return Optional.empty();
  }

  /** The paths of the id that {@link #read} gives; nothing where it gives none. */
  Optional<String> origin(Slots slots, String index) {
    return readings.stream()
        .filter(parts -> parts.stream().allMatch(part -> text(part, slots, index).isPresent()))
        .findFirst()
        .map(parts -> String.join(" # ", parts.stream().map(Part::name).toList()));
  }

  private static Optional<String> text(Part part, Slots slots, String index) {
    if (part.slot().isEmpty()) {
      return Optional.of(index);
    }
    for (Value value : slots.get(part.slot().get())) {
      String text = value.text();
      if (!(value instanceof Value.Nil) && !text.isBlank()) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> joined(List<Part> parts, Slots slots, String index) {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      Optional<String> text = text(part, slots, index);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(String.join("#", texts));
  }

  /** Whether an object stands where a part of the id should be. */
  boolean holdsObject(Slots slots) {
    return readings.stream()
        .flatMap(List::stream)
        .flatMap(part -> part.slot().stream())
        .anyMatch(slots::holdsObject);
  }
}
