package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;

/**
 * What a pattern asks of a timeline.
 *
 * <p><i>Units:</i> {@code timespan} is milliseconds, inclusive.
 */
public sealed interface Shape extends Serializable {

  /** Every event of any of the pattern's rules is a match by itself. */
  record Single() implements Shape {}

  /**
   * Ordered steps. The last mandatory step completes a chain.
   *
   * @param timespan the greatest distance between the first and the last event
   * @param steps in the order of the file, at least one of them mandatory
   * @param distinct whether an event fills at most one step: true in a {@code sequence}, false in
   *     Sigma's {@code temporal_ordered}
   * @param until the rules no event between the first and the last mandatory event may match, as
   *     indices of {@link CompiledPattern#rules()}
   * @param settled whether a chain waits until its absences are decided; one with an absence after
   *     the last mandatory step always does
   */
  record Sequence(
      long timespan, List<Step> steps, boolean distinct, List<Integer> until, boolean settled)
      implements Shape {
    public Sequence {
      steps = List.copyOf(steps);
      until = List.copyOf(until);
    }

    /** A sequence without {@code until}, raised on what is known. */
    public Sequence(long timespan, List<Step> steps, boolean distinct) {
      this(timespan, steps, distinct, List.of(), false);
    }
  }

  /**
   * At least so many events in a sliding window that ends at one of them. An event counts once,
   * whatever number of the rules it matches.
   *
   * @param timespan the length of the window
   * @param least the number of events that satisfies the window
   */
  record EventCount(long timespan, int least) implements Shape {}
}
