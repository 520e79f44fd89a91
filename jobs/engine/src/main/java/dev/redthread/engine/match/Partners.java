package dev.redthread.engine.match;

import dev.redthread.event.Value;
import java.util.List;

/**
 * Whether an event of a step can satisfy what it is asked by itself, and whether for each value
 * that must be equal to its own there is an event at all.
 *
 * <p><i>Cost:</i> a search by value for each pair of steps that must be equal.
 */
final class Partners {
  private final SequencePlan plan;
  private final List<Join.Equal> equals;

  Partners(SequencePlan plan) {
    this.plan = plan;
    equals = plan.equal();
  }

  /** Whether the event at a place may be of a step in some chain. */
  boolean has(Timeline timeline, int place, int step) {
    for (Join join : plan.mandatory().get(step).joins()) {
      if (join.lastBefore() < 0 && !join.holds(timeline, place, other -> place)) {
        return false;
      }
    }
    long time = timeline.time(place);
    for (Join.Equal equal : equals) {
      if (equal.later() == step) {
        long from = Times.minus(time, plan.timespan());
        if (!has(timeline, place, equal.laterField(), equal.earlierField(), from, time)) {
          return false;
        }
      } else if (equal.earlier() == step) {
        long to = Times.plus(time, plan.timespan());
        if (!has(timeline, place, equal.earlierField(), equal.laterField(), time, to)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean has(
      Timeline timeline, int place, StepField own, StepField other, long from, long to) {
    for (Value value : own.values(timeline.event(place))) {
      if (timeline.byValue(other).has(value, from, to)) {
        return true;
      }
    }
    return false;
  }
}
