package dev.redthread.pipeline.operator;

import dev.redthread.engine.EventKey;
import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.link.LinkRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * That a device belonged to a person from some moment on.
 *
 * @param event the event that says so
 * @param person as it was read
 * @param content of that event; decides between two records of one id
 * @param names what names the person, in order; empty where names do not change
 */
public record DeviceLink(EventKey event, String person, ContentHash content, List<String> names)
    implements Comparable<DeviceLink> {
  private static final Comparator<DeviceLink> BY_EVENT = Comparator.comparing(DeviceLink::event);

  public DeviceLink {
    names = List.copyOf(names);
  }

  static DeviceLink of(DeviceEvent arrived) {
    Event event = arrived.event();
    String person = Objects.requireNonNull(event.field(Event.PERSON)).text();
    return new DeviceLink(EventKey.of(event), person, ContentHash.of(event), arrived.names());
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
   * @param aliases whom names mean now
   * @param longestBefore how far back a link still counts, in milliseconds
   * @param longestAfter how far ahead a link counts, in milliseconds
   */
  static Optional<Owner> ownerAt(
      long eventTime,
      Collection<DeviceLink> links,
      IdentityAliases aliases,
      long longestBefore,
      long longestAfter) {
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
        .map(
            link ->
                new Owner(
                    link.person(aliases),
                    Math.max(0, link.event.eventTime() - eventTime),
                    Long.MAX_VALUE,
                    link.said()));
  }

  private LinkRecord said() {
    return new LinkRecord(event.eventTime(), event.source(), event.id());
  }

  private String person(IdentityAliases aliases) {
    return aliases.named(names).orElse(person);
  }
}
