package dev.redthread.engine.reference;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a pattern asks of the events of a group. */
public sealed interface RefShape {

  /** Every event by itself. */
  record Single() implements RefShape {}

  /**
   * Ordered steps; with {@code distinct} an event fills at most one of them.
   *
   * @param until the rules of what ends the wait
   * @param settled whether {@code absence: settled} is asked for
   */
  record Sequence(
      long timespan, List<RefStep> steps, boolean distinct, Set<Integer> until, boolean settled)
      implements RefShape {
    public Sequence {
      steps = List.copyOf(steps);
      until = Set.copyOf(until);
    }

    /**
     * The place of the first step of the element that a step belongs to: a group in any order is
     * one element, any other step one by itself.
     */
    int element(int place) {
      Integer group = steps.get(place).group();
      int first = place;
      while (group != null && first > 0 && group.equals(steps.get(first - 1).group())) {
        first--;
      }
      return first;
    }

    /** The element of each mandatory step. */
    List<Integer> mandatoryElements() {
      return IntStream.range(0, steps.size())
          .filter(place -> steps.get(place).is(RefStep.Kind.MANDATORY))
          .map(this::element)
          .boxed()
          .toList();
    }

    /** Whether the place is before the first, after the last or between mandatory steps. */
    Side side(int place) {
      if (steps.subList(0, place).stream().noneMatch(step -> step.is(RefStep.Kind.MANDATORY))) {
        return Side.LEADING;
      }
      return steps.subList(place, steps.size()).stream()
              .noneMatch(step -> step.is(RefStep.Kind.MANDATORY))
          ? Side.TRAILING
          : Side.BETWEEN;
    }

    /** Asked for, and always for absence after the last step. */
    boolean waits() {
      boolean trailing = false;
      for (int place = 0; place < steps.size(); place++) {
        trailing |= steps.get(place).is(RefStep.Kind.NOT) && side(place) == Side.TRAILING;
      }
      return settled || trailing;
    }
  }

  /** Where an absence stands. */
  enum Side {
    LEADING,
    BETWEEN,
    TRAILING
  }

  /** The window that ends at an event measures up to all of some bounds. */
  record Window(long timespan, RefMeasure measure, List<RefBound> bounds) implements RefShape {
    public Window {
      bounds = List.copyOf(bounds);
    }

    /** Whether what is reached by a count stays so, whatever else comes. */
    boolean isThreshold() {
      return measure.isCount() && isFromBelow();
    }

    boolean isFromBelow() {
      return bounds.stream().allMatch(bound -> bound.sign().startsWith(">"));
    }
  }

  /** A condition on which rules have an event in the window that ends at an event. */
  record Temporal(long timespan, List<Named> rules, RefHolds condition, boolean settled)
      implements RefShape {
    public Temporal {
      rules = List.copyOf(rules);
    }

    /** A name, and the rules any of which it stands for. */
    public record Named(String name, Set<Integer> rules) {
      public Named {
        rules = Set.copyOf(rules);
      }
    }
  }

  /** A value that no earlier event had, once the group is known for some time. */
  record NewValue(long baseline, long learning) implements RefShape {}
}
