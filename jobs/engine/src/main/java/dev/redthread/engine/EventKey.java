package dev.redthread.engine;

import dev.redthread.event.Event;

/**
 * What an event is ordered and told apart by on a timeline.
 *
 * <p><i>Units:</i> {@code eventTime} is milliseconds since 1970 UTC.
 */
public record EventKey(long eventTime, String source, String id) implements Comparable<EventKey> {

  public static EventKey of(Event event) {
    return new EventKey(event.eventTime(), event.source(), event.id());
  }

  @Override
  public int compareTo(EventKey other) {
    int order = Long.compare(eventTime, other.eventTime);
    if (order == 0) {
      order = source.compareTo(other.source);
    }
    return order == 0 ? id.compareTo(other.id) : order;
  }
}
