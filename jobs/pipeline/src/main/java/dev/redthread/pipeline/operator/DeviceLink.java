package dev.redthread.pipeline.operator;

import dev.redthread.engine.EventKey;
import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * That a device belonged to a person from some moment on.
 *
 * @param event the event that says so
 * @param content of that event; decides between two records of one id
 */
public record DeviceLink(EventKey event, String person, ContentHash content)
    implements Comparable<DeviceLink> {
  private static final Comparator<DeviceLink> BY_EVENT = Comparator.comparing(DeviceLink::event);

  static DeviceLink of(Event event) {
    String person = Objects.requireNonNull(event.field(Event.PERSON)).text();
    return new DeviceLink(EventKey.of(event), person, ContentHash.of(event));
  }

  @Override
  public int compareTo(DeviceLink other) {
    return BY_EVENT.compare(this, other);
  }

  /** Whether this stands for its id rather than another record of the same id. */
  boolean standsBefore(DeviceLink other) {
    int byTime = Long.compare(event.eventTime(), other.event.eventTime());
    return byTime != 0 ? byTime < 0 : content.compareTo(other.content) < 0;
  }

  /**
   * The owner at a moment: by the latest link up to it, else by the earliest after it.
   *
   * @param longestBefore how far back a link still counts, in milliseconds
   * @param longestAfter how far ahead a link counts, in milliseconds
   */
  static Optional<Owner> ownerAt(
      long eventTime, Collection<DeviceLink> links, long longestBefore, long longestAfter) {
    Optional<DeviceLink> before =
        links.stream()
            .filter(link -> link.event.eventTime() <= eventTime)
            .filter(link -> eventTime - link.event.eventTime() <= longestBefore)
            .max(Comparator.naturalOrder());
    Optional<DeviceLink> after =
        links.stream()
            .filter(link -> link.event.eventTime() > eventTime)
            .filter(link -> link.event.eventTime() - eventTime <= longestAfter)
            .min(Comparator.naturalOrder());
    return before
        .or(() -> after)
        .map(link -> new Owner(link.person, Math.max(0, link.event.eventTime() - eventTime)));
  }
}
