package dev.redthread.normalize;

import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.normalize.SourceMapping.TimeReading;
import java.util.List;
import java.util.OptionalLong;

/** The event time out of the slots: the first place whose value can be read. */
final class TimeReader {
  private final List<Place> places;
  private final boolean lineAsTime;

  private record Place(String path, int slot, TimeFormat format) {}

  private TimeReader(List<Place> places, boolean lineAsTime) {
    this.places = places;
    this.lineAsTime = lineAsTime;
  }

  static TimeReader of(SourceMapping mapping, PathTrie trie) {
    return new TimeReader(
        mapping.time().stream()
            .map(
                (TimeReading time) -> new Place(time.path(), trie.slot(time.path()), time.format()))
            .toList(),
        mapping.lineAsTime());
  }

  OptionalLong read(Slots slots, Origin origin) {
    for (Place place : places) {
      for (Value value : slots.get(place.slot())) {
        OptionalLong time = place.format().read(value);
        if (time.isPresent()) {
          return time;
        }
      }
    }
    return lineAsTime && !present(slots)
        ? OptionalLong.of(Math.multiplyExact(origin.position(), 1000L))
        : OptionalLong.empty();
  }

  /** Where the time comes from that {@link #read} gives. */
  String origin(Slots slots) {
    for (Place place : places) {
      for (Value value : slots.get(place.slot())) {
        if (place.format().read(value).isPresent()) {
          return place.path() + " (" + place.format() + ")";
        }
      }
    }
    return "the number of the line";
  }

  /** Whether something stands where a time was looked for. */
  boolean present(Slots slots) {
    return places.stream()
        .anyMatch(
            place ->
                slots.holdsObject(place.slot())
                    || slots.get(place.slot()).stream()
                        .anyMatch(value -> !(value instanceof Value.Nil)));
  }
}
