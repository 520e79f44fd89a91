package dev.redthread.engine;

import dev.redthread.pattern.compiled.PatternSet;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides what a pattern finds on the timeline of one group. The caller holds the state and the
 * clock.
 *
 * <p><i>Thread safety:</i> none; one for each operator instance.
 */
public interface Detector {

  /**
   * Takes one candidate in.
   *
   * @param state the state of the candidate's pattern and group
   * @param receivedClock the received watermark, in milliseconds since 1970 UTC: everything
   *     received before it has been seen
   * @param changed gets each finding that is new or differs from what it was
   * @return when to call {@link #onClock}, on the received clock; the past when at once, or {@link
   *     Long#MAX_VALUE} when nothing is left
   */
  long onCandidate(
      Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed);

  /**
   * Raises what had to wait for the received clock, and lets go of what it has passed.
   *
   * @return when to call again, on the received clock, or {@link Long#MAX_VALUE} when nothing is
   *     left
   */
  long onClock(
      String pattern,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed);

  /**
   * What came and went since this was last asked among the completing events of patterns that are
   * steps of others.
   */
  default List<PatternEvent> takePatternEvents() {
    return List.of();
  }

  /** Whether a candidate comes later than its sources may be, so that it is not kept. */
  boolean isLate(Candidate candidate, long receivedClock);

  /** Whether half-finished chains of a pattern are looked for. */
  default boolean tracksProgress(String pattern) {
    return false;
  }

  /**
   * How far a group has come with a pattern whose progress is tracked. Changes nothing.
   *
   * <p><i>Cost:</i> reads the part of the timeline after the last completion, once for each step.
   *
   * @param state the state of the pattern and group
   */
  default Standing standing(
      String pattern, List<String> group, TimelineState state, long receivedClock) {
    throw new UnsupportedOperationException("progress is not tracked");
  }

  /** Makes the detector of a pattern set. */
  interface Factory extends Serializable {
    Detector create(PatternSet patterns, Clock clock);
  }
}
