package dev.redthread.engine.match;

import java.util.Arrays;

/** The steps that a search for a chain has filled so far, and what they leave for the others. */
final class ChosenSteps {
  static final long NEVER = Long.MIN_VALUE;

  private final Window window;
  private final Timeline timeline;
  private final SequencePlan plan;
  private final long[] lowestEnd;

  /** The place of the anchor of each step. */
  final int[] anchors;

  /** The places of the events of each step, in order. */
  final int[][] events;

  /** The places of all events that steps have. */
  final Places used = new Places();

  /** The places of events that a repetition left to other steps of its group. */
  final Places owed = new Places();

  /** When the chain begins that has a group at its beginning. */
  long begins = NEVER;

  ChosenSteps(Window window) {
    this.window = window;
    timeline = window.timeline();
    plan = window.plan();
    anchors = new int[plan.last() + 1];
    events = new int[plan.last() + 1][];
    lowestEnd = lowestEnds();
  }

  /** For each step, before when its element cannot end if what follows is to reach the end. */
  private long[] lowestEnds() {
    long[] lowest = new long[plan.last() + 1];
    long end = timeline.time(window.completing());
    for (int to = plan.last() + 1; to > 0; ) {
      int from = step(to - 1).begin();
      Arrays.fill(lowest, from, to, end);
      long before = Long.MAX_VALUE;
      for (int step = from; step < to; step++) {
        SequencePlan.Fill fill = step(step).fill();
        long first = fill.isPlain() ? end : Times.minus(end, fill.span());
        before = Math.min(before, Times.minus(first, fill.within()));
      }
      to = from;
      end = before;
    }
    return lowest;
  }

  /** The earliest time at which a step may be anchored if its element is to end late enough. */
  long lowest(int step) {
    return lastOf(step, step) < lowestEnd[step] && !isReachedAfter(step) ? lowestEnd[step] : NEVER;
  }

  /** Whether an element that is filled ends late enough. */
  boolean endsLate(int step) {
    return lastOf(step, step(step).end()) >= lowestEnd[step];
  }

  private SequencePlan.Mandatory step(int step) {
    return plan.mandatory().get(step);
  }

  /** When the element before that of a step ends, or the chain begins. */
  long endBefore(int step) {
    int begin = step(step).begin();
    return begin == 0 ? begins : lastOf(begin - 1, begin);
  }

  /** The last of the anchors of the element of a step, of those steps that lie before another. */
  long lastOf(int step, int to) {
    long end = NEVER;
    for (int each = step(step).begin(); each < to; each++) {
      end = Math.max(end, timeline.time(anchors[each]));
    }
    return end;
  }

  /** The first of the events of an element, of those steps that lie before another. */
  long firstOf(int step, int to) {
    long first = Long.MAX_VALUE;
    for (int each = step(step).begin(); each < to; each++) {
      first = Math.min(first, timeline.time(events[each][0]));
    }
    return first;
  }

  /** Whether a step of the group after this one may end the element late enough. */
  private boolean isReachedAfter(int step) {
    int first = mustBegin(step);
    for (int each = step + 1; each < step(step).end(); each++) {
      boolean late =
          each == first
              ? begins >= lowestEnd[step]
              : timeline.next(step(each).roles(), timeline.from(lowestEnd[step])) < window.to();
      if (late) {
        return true;
      }
    }
    return false;
  }

  /** The only step from one on that can begin the chain when it is to begin now; -1 when none. */
  private int mustBegin(int step) {
    if (step(step).begin() > 0 || !step(step).isGrouped() || firstOf(step, step) == begins) {
      return -1;
    }
    int group = timeline.from(begins);
    int only = -1;
    for (int each = step; each < step(step).end(); each++) {
      int place = timeline.next(step(each).roles(), group);
      if (place < window.to() && timeline.time(place) == begins) {
        if (only >= 0 || !step(each).fill().isPlain()) {
          return -1;
        }
        only = each;
      }
    }
    return only;
  }

  long latestAnchor(int step) {
    SequencePlan.Fill fill = step(step).fill();
    if (mustBegin(step) == step) {
      return begins;
    }
    long first = latestFirst(step);
    return fill.isPlain() ? first : Times.plus(first, fill.span());
  }

  /** The latest time at which a step may have its first event. */
  long latestFirst(int step) {
    int begin = step(step).begin();
    if (begin == 0) {
      return Long.MAX_VALUE;
    }
    long latest = Times.plus(endBefore(step), step(step).fill().within());
    return step(step).isGrouped() ? latest : Math.min(latest, latestBegin(begin));
  }

  /** The latest time at which an element may begin, because of what may not be there before it. */
  long latestBegin(int begin) {
    long negated = step(begin).negated();
    if (negated == 0) {
      return Long.MAX_VALUE;
    }
    int refuting = timeline.next(negated, timeline.after(endBefore(begin)));
    return refuting < window.to() ? timeline.time(refuting) : Long.MAX_VALUE;
  }
}
