package dev.redthread.pipeline.operator;

import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that names only its device, as it was last sent on.
 *
 * @param event without a person
 * @param ingestedTime the wall clock when the job read it, in milliseconds since 1970 UTC
 * @param original the compressed original
 * @param owner whose it was when it was last sent on; null when that was not known
 * @param ahead how far after it the link is that says so, in milliseconds; 0 for one before it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Orphan(
    Event event, long ingestedTime, byte[] original, @Nullable String owner, long ahead) {

  static Orphan of(DeviceEvent arrived) {
    return new Orphan(arrived.event(), arrived.ingestedTime(), arrived.original(), null, 0);
  }

  Orphan ownedBy(Optional<Owner> found) {
    return new Orphan(
        event,
        ingestedTime,
        original,
        found.map(Owner::person).orElse(null),
        found.map(Owner::ahead).orElse(0L));
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
