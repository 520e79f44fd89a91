package dev.redthread.pipeline.operator;

import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import org.jspecify.annotations.Nullable;

/**
 * An event that names only its device, as it was last sent on.
 *
 * @param event without a person
 * @param ingestedTime the wall clock when the job read it, in milliseconds since 1970 UTC
 * @param original the compressed original
 * @param owner whose it was when it was last sent on; null when that was not known
 */
@SuppressWarnings("ArrayRecordComponent")
public record Orphan(Event event, long ingestedTime, byte[] original, @Nullable String owner) {

  Orphan ownedBy(@Nullable String newOwner) {
    return new Orphan(event, ingestedTime, original, newOwner);
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
