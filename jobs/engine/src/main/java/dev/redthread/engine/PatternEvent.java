package dev.redthread.engine;

import dev.redthread.event.Event;
import java.util.List;

/**
 * A completing event of a pattern as an event of its own, for the patterns that have it as a step.
 *
 * <p>All that is said of one completing event is said in one order, and the last holds.
 *
 * @param event its source is {@code PatternSource.of} the pattern, its id the hash of pattern,
 *     group and completing event, its time that of the completing event, its fields those of the
 *     group
 * @param retracted whether the event does not complete the pattern any more
 * @param ingestedTime the wall clock when the job read the completing event
 * @param repeated whether it may have been said before, and is said for patterns that are new; it
 *     is nothing late for the others
 * @param pattern the id of the pattern
 * @param chain the chain of the completing event; empty when retracted
 */
public record PatternEvent(
    Event event,
    boolean retracted,
    boolean repeated,
    long ingestedTime,
    String pattern,
    List<Finding.Link> chain) {
  public PatternEvent {
    chain = List.copyOf(chain);
  }

  /** The same, said once more. */
  public PatternEvent again() {
    return new PatternEvent(event, retracted, true, ingestedTime, pattern, chain);
  }
}
