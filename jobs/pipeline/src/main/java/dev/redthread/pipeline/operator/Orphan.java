package dev.redthread.pipeline.operator;

import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event whose person may come to be another, as it was last sent on: it names only its device,
 * or goes by names that may change their meaning.
 *
 * @param event without a person where it names only its device
 * @param ingestedTime the wall clock when the job read it, in milliseconds since 1970 UTC
 * @param original the compressed original
 * @param owner whose it was when it was last sent on; null when that was not known
 * @param ahead how far after it the link is that says so, in milliseconds; 0 for one before it
 * @param names what names its person, in order; empty for an event of a device
 * @param version the number of the pattern set under which it was read
 */
@SuppressWarnings("ArrayRecordComponent")
public record Orphan(
    Event event,
    long ingestedTime,
    byte[] original,
    @Nullable String owner,
    long ahead,
    List<String> names,
    long version) {

  public Orphan {
    names = List.copyOf(names);
  }

  static Orphan of(DeviceEvent arrived) {
    return new Orphan(
        arrived.kind() == DeviceEvent.Kind.NAMED
            ? arrived.event().with(Event.PERSON, Value.of(arrived.names().get(0)))
            : arrived.event(),
        arrived.ingestedTime(),
        arrived.original(),
        null,
        0,
        arrived.kind() == DeviceEvent.Kind.NAMED ? arrived.names() : List.of(),
        arrived.version());
  }

  /** Under what it is kept. What goes by names stands beside other records of its id. */
  String key() {
    String id = event.source() + '\0' + event.id();
    return isNamed() ? id + '\0' + ContentHash.of(event).hex() : id;
  }

  /** Whether it goes by names rather than by its device. */
  boolean isNamed() {
    return !names.isEmpty();
  }

  Orphan ownedBy(Optional<Owner> found) {
    return new Orphan(
        event,
        ingestedTime,
        original,
        found.map(Owner::person).orElse(null),
        found.map(Owner::ahead).orElse(0L),
        names,
        version);
  }

  boolean isOwnedLike(Orphan other) {
    return Objects.equals(owner, other.owner) && ahead == other.ahead;
  }

  /** The event with its owner as its person. */
  Event resolved() {
    return owner == null ? event : event.with(Event.PERSON, Value.of(owner));
  }

  /** Whether this stands for its id rather than another record of the same id. */
  boolean standsBefore(Orphan other) {
    int byTime = Long.compare(event.eventTime(), other.event.eventTime());
    return byTime != 0
        ? byTime < 0
        : ContentHash.of(event).compareTo(ContentHash.of(other.event)) < 0;
  }
}
