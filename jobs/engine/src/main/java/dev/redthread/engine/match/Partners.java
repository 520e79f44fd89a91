package dev.redthread.engine.match;

import dev.redthread.event.Value;
import java.util.List;

/**
 * Whether an event of a step can satisfy what it is asked by itself, and when the nearest events
 * happened that it can be compared with.
 *
 * <p><i>Cost:</i> a search by value for each pair of steps that is compared.
 */
final class Partners {
  private static final long NEVER = Long.MIN_VALUE;

  private final SequencePlan plan;
  private final List<Join.Pair> pairs;

  Partners(SequencePlan plan) {
    this.plan = plan;
    pairs = plan.pairs();
  }

  /** Whether there may be a chain at all: somewhere are two events for each pair of steps. */
  boolean meet(Timeline timeline) {
    return pairs.stream().allMatch(pair -> timeline.indexes().meeting(pair).may());
  }

  /**
   * The latest time at which a chain may begin that has the event at a place in a step, or the
   * beginning of time when there is none.
   */
  long begins(Timeline timeline, int place, int step) {
    for (Join join : plan.mandatory().get(step).joins()) {
      if (join.lastBefore() < 0 && !join.holds(timeline, place, other -> place)) {
        return NEVER;
      }
    }
    long begins = timeline.time(place);
    for (Join.Pair pair : pairs) {
      if (pair.later() == step && isAsked(step, pair)) {
        begins = Math.min(begins, lastEarlier(timeline, place, pair));
      }
    }
    return begins;
  }

  /**
   * The earliest time at which a chain may be completed that has the event at a place in a step, or
   * the end of time when none can be.
   */
  long completes(Timeline timeline, int place, int step) {
    long completes = timeline.time(place);
    for (Join.Pair pair : pairs) {
      if (pair.earlier() == step && isAsked(step, pair)) {
        completes = Math.max(completes, firstLater(timeline, place, pair));
      }
    }
    return completes;
  }

  /** Whether all events of a step are compared, and not only the last of a repetition. */
  private boolean isAsked(int step, Join.Pair pair) {
    return pair.own() == step || plan.mandatory().get(step).fill().isPlain();
  }

  /** When the latest event happened that the event of a later step can be compared with. */
  private static long lastEarlier(Timeline timeline, int place, Join.Pair pair) {
    long time = timeline.time(place);
    long last = NEVER;
    for (Value value : pair.laterField().values(timeline.event(place))) {
      if (pair.isEqual()) {
        last = Math.max(last, timeline.indexes().byValue(pair.earlierField()).last(value, time));
      } else if (timeline.indexes().meeting(pair).hasEarlier(value)) {
        return time;
      }
    }
    return last;
  }

  /** When the earliest event happened that can be compared with the event of an earlier step. */
  private static long firstLater(Timeline timeline, int place, Join.Pair pair) {
    long time = timeline.time(place);
    long first = Long.MAX_VALUE;
    for (Value value : pair.earlierField().values(timeline.event(place))) {
      if (pair.isEqual()) {
        first = Math.min(first, timeline.indexes().byValue(pair.laterField()).first(value, time));
      } else if (timeline.indexes().meeting(pair).hasLater(value)) {
        return time;
      }
    }
    return first;
  }
}
