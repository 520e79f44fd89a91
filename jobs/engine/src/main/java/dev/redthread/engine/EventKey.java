package dev.redthread.engine;

import dev.redthread.event.Event;
import java.util.Comparator;

/**
 * What an event is ordered and told apart by on a timeline.
 *
 * <p><i>Units:</i> {@code eventTime} is milliseconds since 1970 UTC.
 */
public record EventKey(long eventTime, String source, String id) implements Comparable<EventKey> {

  private static final Comparator<EventKey> ORDER =
      Comparator.comparingLong(EventKey::eventTime)
          .thenComparing(EventKey::source)
          .thenComparing(EventKey::id);

  public static EventKey of(Event event) {
    return new EventKey(event.eventTime(), event.source(), event.id());
  }

  @Override
  public int compareTo(EventKey other) {
    return ORDER.compare(this, other);
  }
}
