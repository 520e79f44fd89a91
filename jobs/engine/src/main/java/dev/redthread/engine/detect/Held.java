package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Completions that take no part in findings yet, by when they will. */
final class Held {
  private final Map<EventKey, Completion> byEvent = new HashMap<>();
  private final NavigableMap<Due, Completion> byTime = new TreeMap<>();

  @Nullable Completion get(EventKey event) {
    return byEvent.get(event);
  }

  void put(Completion completion) {
    remove(completion.event());
    byEvent.put(completion.event(), completion);
    byTime.put(Due.of(completion), completion);
  }

  /** Forgets a completion, if it is here. */
  boolean remove(EventKey event) {
    Completion gone = byEvent.remove(event);
    if (gone == null) {
      return false;
    }
    byTime.remove(Due.of(gone));
    return true;
  }

  /** Those whose time has come. */
  List<Completion> due(long receivedClock) {
    List<Completion> due = new ArrayList<>();
    for (Map.Entry<Due, Completion> entry : byTime.entrySet()) {
      if (entry.getKey().time > receivedClock) {
        break;
      }
      due.add(entry.getValue());
    }
    return due;
  }

  /** When the next one's time comes on the received clock, or the end of time. */
  long next() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey().time;
  }

  /** The event time of the latest of them, or the beginning of time. */
  long lastTime() {
    return byEvent.keySet().stream().mapToLong(EventKey::eventTime).max().orElse(Long.MIN_VALUE);
  }

  Collection<Completion> all() {
    return byEvent.values();
  }

  boolean isEmpty() {
    return byEvent.isEmpty();
  }

  /** When a completion begins to take part. */
  private record Due(long time, EventKey event) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparingLong(Due::time).thenComparing(Due::event);

    static Due of(Completion completion) {
      Long settlesAt = completion.settlesAt();
      return new Due(settlesAt == null ? Long.MIN_VALUE : settlesAt, completion.event());
    }

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }
}
