package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.event.Value;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * Whether an event that was just put at a place may give a completing event a chain, or a better
   * one than it has: the latest beginning counts, then the earliest event of the second step.
   *
   * @param now what it has, or null
   */
  boolean mayImprove(Timeline timeline, int place, int completing, @Nullable Chosen now) {
    if (pairs.isEmpty() || plan.isGrouped()) {
      return true;
    }
    for (int step = 0; step <= plan.last(); step++) {
      if ((timeline.roles(place) & plan.mandatory().get(step).roles()) != 0
          && mayMeet(timeline, place, step, completing)
          && (now == null || mayImprove(timeline, place, step, completing, now))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an event of a step has all that a completing event asks to be equal, and other steps
   * have such an event before or after it.
   */
  private boolean mayMeet(Timeline timeline, int place, int step, int completing) {
    for (Join.Pair pair : pairs) {
      if (isEqualToLast(pair, step)
          && Collections.disjoint(
              pair.earlierField().values(timeline.event(place)),
              pair.laterField().values(timeline.event(completing)))) {
        return false;
      }
      boolean ofOther = pair.isEqual() && pair.later() == plan.last() && pair.earlier() != step;
      if (ofOther && !hasOther(timeline, place, completing, pair, pair.earlier() < step)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The first place from one on whose event has what the event at a place needs of a completing
   * one, as far as these are compared for equality.
   */
  int nextAsking(Timeline timeline, int place, int from) {
    Join.Pair asked = askedBy(timeline.roles(place));
    if (asked == null || plan.isGrouped() || from >= timeline.size()) {
      return from;
    }
    ByValue<Value> completing = timeline.indexes().byValue(asked.laterField());
    EventKey first = timeline.key(from);
    EventKey next = null;
    for (Value value : asked.earlierField().values(timeline.event(place))) {
      EventKey each = completing.next(value, first);
      next = each != null && (next == null || each.compareTo(next) < 0) ? each : next;
    }
    return next == null ? timeline.size() : timeline.indexOf(next).orElseThrow();
  }

  /** By what events that can be in a chain by one step only must be equal to the completing one. */
  private Join.@Nullable Pair askedBy(long roles) {
    int only = -1;
    for (int step = 0; step <= plan.last(); step++) {
      if ((roles & plan.mandatory().get(step).roles()) != 0) {
        if (only >= 0 || step == plan.last()) {
          return null;
        }
        only = step;
      }
    }
    for (Join.Pair pair : pairs) {
      if (isEqualToLast(pair, only)) {
        return pair;
      }
    }
    return null;
  }

  private boolean hasOther(
      Timeline timeline, int place, int completing, Join.Pair pair, boolean before) {
    long time = timeline.time(place);
    long begin = Times.minus(timeline.time(completing), plan.timespan());
    return before
        ? lastEarlier(timeline, completing, pair, time) >= begin
        : lastEarlier(timeline, completing, pair) >= time;
  }

  private boolean mayImprove(Timeline timeline, int place, int step, int completing, Chosen now) {
    if (step == 0 || step == plan.last() || !isPlain(0)) {
      return true;
    }
    long time = timeline.time(place);
    long begins = time;
    for (Join.Pair pair : pairs) {
      if (isEqualToLast(pair, 0)) {
        begins = Math.min(begins, lastEarlier(timeline, completing, pair, time));
      }
    }
    if (begins != now.first()) {
      return begins > now.first();
    }
    return step > 1 || !isPlain(1) || timeline.hasTies() || time < now.second();
  }

  private boolean isEqualToLast(Join.Pair pair, int step) {
    return pair.isEqual()
        && pair.earlier() == step
        && pair.later() == plan.last()
        && isAsked(step, pair);
  }

  private boolean isPlain(int step) {
    return plan.mandatory().get(step).fill().isPlain();
  }

  /**
   * What a completing event has.
   *
   * @param first when its chain begins
   * @param second when the event of the second step happened; if it completes, the end of time
   */
  record Chosen(long first, long second) {}

  /** Whether all events of a step are compared, and not only the last of a repetition. */
  private boolean isAsked(int step, Join.Pair pair) {
    return pair.own() == step || plan.mandatory().get(step).fill().isPlain();
  }

  /** When the latest event happened that the event of a later step can be compared with. */
  static long lastEarlier(Timeline timeline, int place, Join.Pair pair) {
    return lastEarlier(timeline, place, pair, timeline.time(place));
  }

  private static long lastEarlier(Timeline timeline, int place, Join.Pair pair, long time) {
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
