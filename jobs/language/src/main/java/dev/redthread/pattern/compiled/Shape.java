package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.ArrayList;
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

    /** This sequence with a step before all others. */
    public Sequence goingOn(Step from) {
      List<Step> all = new ArrayList<>(List.of(from));
      all.addAll(steps);
      return new Sequence(timespan, all, distinct, until, settled);
    }

    /** This sequence, raised on what is known. */
    Sequence provisional() {
      return new Sequence(timespan, steps, distinct, until, false);
    }

    /** A sequence without {@code until}, raised on what is known. */
    public Sequence(long timespan, List<Step> steps, boolean distinct) {
      this(timespan, steps, distinct, List.of(), false);
    }
  }

  /**
   * The events of a sliding window that ends at one of them measure up to something. An event
   * counts once, whatever number of the rules it matches.
   *
   * @param timespan the length of the window
   * @param measure what is measured
   * @param bounds what it must be
   */
  record Window(long timespan, Measure measure, Bounds bounds) implements Shape {

    /** At least so many events. */
    public static Window ofEvents(long timespan, int least) {
      return new Window(timespan, Measure.EVENTS, Bounds.atLeast(least));
    }

    /** Whether a count that is reached is not lost again by further events. */
    public boolean isThreshold() {
      return measure.isCount() && bounds.isFromBelow();
    }
  }

  /**
   * Which rules have an event in a sliding window that ends at one of their events; one event may
   * stand for several rules.
   *
   * @param timespan the length of the window
   * @param rules by the names under which they are shown, each with the places it has in {@link
   *     CompiledPattern#rules()}
   * @param condition over the places of {@code rules}
   * @param settled whether a window waits until what must be absent can no longer come
   */
  record Temporal(long timespan, List<Named> rules, Holds condition, boolean settled)
      implements Shape {
    public Temporal {
      rules = List.copyOf(rules);
    }

    /** A rule as the file names it. */
    public record Named(String name, List<Integer> places) implements Serializable {
      public Named {
        places = List.copyOf(places);
      }
    }
  }

  /**
   * An event with a value that no earlier event of the group had.
   *
   * @param baseline how far back is looked
   * @param learning how long before it the group must have had an event at all, at most {@code
   *     baseline}
   * @param fieldByRule for each rule of {@link CompiledPattern#rules()}, the field that has the
   *     value; of a field with several, one must be new
   */
  record NewValue(long baseline, long learning, List<String> fieldByRule) implements Shape {
    public NewValue {
      fieldByRule = List.copyOf(fieldByRule);
    }
  }

  /**
   * What a class of a jar says as a pattern of Flink CEP.
   *
   * @param timespan the greatest distance between the first and the last event
   * @param className the class
   * @param jar that has it
   * @param steps the names of its patterns, in their order
   * @param fields what its conditions may read of events, and where each rule has it
   */
  record Java(long timespan, String className, Jar jar, List<String> steps, List<GroupKey> fields)
      implements Shape {
    public Java {
      steps = List.copyOf(steps);
      fields = List.copyOf(fields);
    }
  }
}
