package dev.redthread.engine;

import dev.redthread.event.Event;

/**
 * What went wrong in the code of a Java pattern.
 *
 * @param kind what it led to
 * @param event the event at which it happened
 * @param detail what happened, for a person
 */
public record Trouble(Kind kind, Event event, String detail) {

  /** What it led to. */
  public enum Kind {
    /** The event takes no part in the pattern. */
    FAILED,
    /** The pattern is not evaluated any more. */
    SWITCHED_OFF
  }
}
