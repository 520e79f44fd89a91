package dev.redthread.normalize.link;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.util.Optional;

/**
 * The field of an event that says by which record it came to its person. It is the first of those
 * that say the same: later ones make no difference to the event.
 */
public final class PersonLink {
  /** A record as {@link LinkRecord#toString} says it. */
  public static final String FIELD = "person.link";

  private PersonLink() {}

  /** An event that a record has brought to its person. */
  public static Event on(Event event, LinkRecord first) {
    return event.with(FIELD, Value.of(first.toString()));
  }

  /** The record, where it was one that brought the event to its person. */
  public static Optional<String> of(Event event) {
    return Optional.ofNullable(event.field(FIELD)).map(Value::text);
  }
}
