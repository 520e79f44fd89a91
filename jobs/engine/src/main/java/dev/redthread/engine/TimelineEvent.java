package dev.redthread.engine;

import dev.redthread.event.Event;

/**
 * An event on a timeline with what the screen said of it.
 *
 * @param event the event
 * @param roles the rules of the pattern that it matches, as in {@link Candidate#roles()}
 * @param ingestedTime the wall clock when the job read it, in milliseconds since 1970 UTC
 */
public record TimelineEvent(Event event, long roles, long ingestedTime) {

  public EventKey key() {
    return EventKey.of(event);
  }
}
