package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;

/**
 * Follows one key's timeline event by event and says of the newest whether it completes the
 * pattern, at less cost than reading the timeline.
 *
 * <p><i>Invariants:</i> it may say {@link Verdict#COMPLETES} or {@link Verdict#UNKNOWN} too often,
 * never {@link Verdict#DOES_NOT}. Losing it at any time changes nothing but the cost.
 */
public interface Kernel {

  /** What is said of an event. */
  enum Verdict {
    COMPLETES,
    DOES_NOT,
    UNKNOWN
  }

  /**
   * Takes an event in that is on the timeline already and not earlier than any other of it.
   *
   * @return whether it completes
   */
  Verdict follow(Timeline timeline, TimelineEvent newest);

  /** The timeline changed in another way. */
  void lose();
}
