package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of a timeline by the values that they have somewhere.
 *
 * <p><i>Invariants:</i> the timeline says of each of its changes.
 *
 * <p><i>Cost:</i> a search is logarithmic.
 */
final class ByValue<V> {
  private final Function<TimelineEvent, List<V>> values;
  private final Map<V, List<EventKey>> events = new HashMap<>();

  ByValue(Function<TimelineEvent, List<V>> values) {
    this.values = values;
  }

  void inserted(TimelineEvent event) {
    for (V value : values.apply(event)) {
      List<EventKey> keys = events.computeIfAbsent(value, any -> new ArrayList<>(1));
      int at = Collections.binarySearch(keys, event.key());
      if (at < 0) {
        keys.add(~at, event.key());
      }
    }
  }

  void removed(TimelineEvent event) {
    for (V value : values.apply(event)) {
      List<EventKey> keys = events.getOrDefault(value, List.of());
      int at = Collections.binarySearch(keys, event.key());
      if (at >= 0) {
        keys.remove(at);
        if (keys.isEmpty()) {
          events.remove(value);
        }
      }
    }
  }

  /** The events with a value, in the order of the timeline. */
  List<EventKey> with(V value) {
    return events.getOrDefault(value, List.of());
  }

  /** The first event with a value from one on, or null. */
  @Nullable EventKey next(V value, EventKey from) {
    List<EventKey> keys = with(value);
    int at = Collections.binarySearch(keys, from);
    int next = at < 0 ? ~at : at;
    return next == keys.size() ? null : keys.get(next);
  }

  /** When the last event with a value up to a time happened, or the beginning of time. */
  long last(V value, long time) {
    List<EventKey> keys = with(value);
    int at = firstFrom(keys, Times.plus(time, 1)) - 1;
    return at < 0 ? Long.MIN_VALUE : keys.get(at).eventTime();
  }

  /** When the first event with a value from a time on happened, or the end of time. */
  long first(V value, long time) {
    List<EventKey> keys = with(value);
    int at = firstFrom(keys, time);
    return at == keys.size() ? Long.MAX_VALUE : keys.get(at).eventTime();
  }

  /** The first place of keys whose time is not before another. */
  static int firstFrom(List<EventKey> keys, long time) {
    int low = 0;
    int high = keys.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys.get(middle).eventTime() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
