package dev.redthread.engine;

import dev.redthread.pattern.compiled.PatternSet;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * How many searches for a chain of a pattern were given up as too long since this was last asked.
   */
  default int takeAbandoned(String pattern) {
    return 0;
  }

  /** What went wrong in the code of a Java pattern since this was last asked. */
  default List<Trouble> takeTroubles(String pattern) {
    return List.of();
  }

  /** Whether a Java pattern is not evaluated any more, since it took too long. */
  default boolean isOff(String pattern) {
    return false;
  }

  /**
   * Goes over to other patterns. What is kept of a pattern that is another one now is decided anew
   * by {@link #renew}; of a pattern that is as it was, nothing is touched.
   *
   * @param completeSince by pattern: from when on events were screened for it, on the received
   *     clock; nothing for patterns that have had all events
   */
  default void change(PatternSet patterns, Map<String, Long> completeSince) {
    throw new UnsupportedOperationException("these patterns do not change");
  }

  /** Whether what was decided so holds for the present form of a pattern. */
  default boolean stands(String pattern, Decided decided) {
    return true;
  }

  /** Whether a pattern has changed since its key was decided. */
  default boolean isStale(String pattern, List<String> group, TimelineState state) {
    return false;
  }

  /**
   * Decides a stale key anew, as {@link #onCandidate} and {@link #onClock} do by themselves.
   *
   * @return as {@link #onClock}
   */
  default long renew(
      String pattern,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    throw new UnsupportedOperationException("these patterns do not change");
  }

  /**
   * A candidate that was screened for another form of its pattern, as it is for the present one;
   * nothing when it does not matter to that group any more.
   */
  default Optional<Candidate> screened(Candidate candidate) {
    throw new UnsupportedOperationException("these patterns do not change");
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
