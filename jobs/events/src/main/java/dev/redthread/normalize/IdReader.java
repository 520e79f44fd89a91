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
  private record Part(Optional<Integer> slot) {}

  private IdReader(List<List<Part>> readings) {
    this.readings = readings;
  }

  static IdReader of(SourceMapping mapping, PathTrie trie) {
    List<List<Part>> readings = new ArrayList<>();
    for (IdReading reading : mapping.id()) {
      readings.add(
          reading.parts().stream()
              .map(
                  part ->
                      new Part(
                          part.equals(IdReading.INDEX)
                              ? Optional.empty()
                              : Optional.of(trie.slot(part))))
              .toList());
    }
    return new IdReader(readings);
  }

  Optional<String> read(Slots slots, String index) {
    return readings.stream()
        .map(parts -> joined(parts, slots, index))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> joined(List<Part> parts, Slots slots, String index) {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      Optional<String> text =
          part.slot().isEmpty()
              ? Optional.of(index)
              : slots.get(part.slot().get()).stream()
                  .filter(value -> !(value instanceof Value.Nil))
                  .map(Value::text)
                  .filter(found -> !found.isBlank())
                  .findFirst();
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
