package dev.redthread.engine.match;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * When a chain may begin whose steps stand in groups in any order, told by times alone: as if an
 * event could fill several steps and all comparisons held.
 *
 * <p>Goes backwards from the completing event. An element can follow one that ends at a time when
 * each of its steps has an event from then on that is near enough; of one step that must be an
 * event at which the element may end, of each other step the earliest is the best. So of each step
 * it keeps the earliest filling, and those at which the element may end.
 *
 * <p><i>Cost:</i> a step for each event that may open something, at the most for each in the
 * window.
 */
final class GroupedReach {
  private final Window window;
  private final Timeline timeline;
  private final SequencePlan plan;
  private final int most;
  private final List<Filled> filled = new ArrayList<>();
  private final List<Long> begins = new ArrayList<>();
  private final boolean loose;
  private int next;
  private int tries;

  /**
   * @param most how many events are read before giving up
   */
  GroupedReach(Window window, int most) {
    this.window = window;
    this.most = most;
    timeline = window.timeline();
    plan = window.plan();
    for (SequencePlan.Mandatory step : plan.mandatory()) {
      filled.add(new Filled(step.fill()));
    }
    loose = plan.sharesRepeated(timeline.kinds()) || timeline.hasTies();
    next = window.to();
  }

  /** How many events were read. */
  int tries() {
    return tries;
  }

  /** The time at a place of those at which a chain may begin, the latest first; else never. */
  long begins(int place) {
    while (begins.size() <= place && next > window.from() && tries < most) {
      read();
    }
    return begins.size() > place ? begins.get(place) : ChosenSteps.NEVER;
  }

  /** Whether the element of a step may end at a time that a chain has begun before. */
  boolean mayEnd(int step, long time) {
    return filled.get(step(step).begin()).isEnd(time);
  }

  private SequencePlan.Mandatory step(int step) {
    return plan.mandatory().get(step);
  }

  /** Reads the next group of equal times, going back, that can open anything. */
  private void read() {
    int group = window.groupOf(next - 1);
    long time = window.time(group);
    tries++;
    boolean begun = false;
    for (int begin = step(plan.last()).begin(); begin >= 0; begin = before(begin)) {
      begun = visit(begin, group, time);
    }
    if (begun) {
      begins.add(time);
      window.readsAll();
    }
    goBack(group, time);
  }

  /** The first step of the element before one, or -1. */
  private int before(int begin) {
    return begin == 0 ? -1 : step(begin - 1).begin();
  }

  /** Takes over what a group has for an element; whether a chain may begin by it. */
  private boolean visit(int begin, int group, long time) {
    SequencePlan.Mandatory element = step(begin);
    boolean last = element.end() > plan.last();
    boolean any = false;
    boolean ends = false;
    for (int place = next - 1; place >= group; place--) {
      for (int step = begin; step < element.end(); step++) {
        if (window.fits(step, place)) {
          if (!any) {
            any = true;
            ends = !last && follows(element.end(), time, true);
          }
          filled.get(step).take(time, last ? mayComplete(step, time) : ends);
        }
      }
    }
    if (ends) {
      filled.get(begin).ends(time);
    }
    return begin == 0 && any && (element.isGrouped() ? follows(0, time, true) : ends);
  }

  /** Whether the completing event, or one in its stead of those tied with it, may end a step. */
  private boolean mayComplete(int step, long time) {
    return time == window.time(window.completing()) && window.fits(step, window.completing());
  }

  /** Where to read on, and from when on nothing can be opened. */
  private void goBack(int group, long time) {
    long roles = 0;
    long until = Long.MAX_VALUE;
    for (int begin = step(plan.last()).begin(); begin >= 0; begin = before(begin)) {
      int end = begin > 0 || step(0).isGrouped() ? step(begin).end() : 0;
      for (int step = begin; step < end; step++) {
        long lowest = begin == 0 ? ChosenSteps.NEVER : filled.get(step).lowest(within(step));
        if (filled.get(step).mayEnd() && lowest < time) {
          until = Math.min(until, lowest);
          roles |= begin == 0 ? plan.elementRoles(0) : others(begin, step);
        }
      }
      if (begin > 0 && follows(begin, time - 1, false)) {
        roles |= plan.elementRoles(before(begin));
      }
    }
    int place = timeline.previous(roles, group);
    if (place < window.from() || timeline.time(place) < until) {
      next = window.from();
      window.reads(Math.min(time, until));
    } else {
      next = Math.min(group, window.endOf(window.groupOf(place)));
    }
  }

  /** The roles of the steps of an element beside one that ends it, and of that if it needs more. */
  private long others(int begin, int end) {
    long roles = filled.get(end).isBegun() ? step(end).roles() : 0;
    for (int step = begin; step < step(begin).end(); step++) {
      roles |= step == end ? 0 : step(step).roles();
    }
    return roles;
  }

  private long within(int step) {
    return loose && !step(step).fill().isPlain() ? Long.MAX_VALUE : step(step).fill().within();
  }

  /**
   * Whether an element may follow one that ends at a time by what was read, or begin a chain then.
   *
   * @param exactly whether to look at what may not be between the two
   */
  private boolean follows(int begin, long time, boolean exactly) {
    for (int end = begin; end < step(begin).end(); end++) {
      if (follows(begin, end, time, exactly)) {
        return true;
      }
    }
    return false;
  }

  private boolean follows(int begin, int end, long time, boolean exactly) {
    long latest = Long.MIN_VALUE;
    long first = Long.MAX_VALUE;
    for (int step = begin; step < step(begin).end(); step++) {
      Filled other = filled.get(step);
      if (step != end) {
        if (!other.isFilled() || !isNear(begin, step, other.first, time)) {
          return false;
        }
        latest = Math.max(latest, other.anchor);
        first = Math.min(first, other.first);
      }
    }
    int at = filled.get(end).endFrom(latest);
    if (at < 0 || !isNear(begin, end, filled.get(end).endFirst[at], time)) {
      return false;
    }
    first = Math.min(first, filled.get(end).endFirst[at]);
    long negated = step(begin).negated();
    if (!exactly || begin == 0 || negated == 0 || isLoose(begin)) {
      return true;
    }
    int refuting = timeline.next(negated, timeline.after(time));
    return refuting >= window.to() || timeline.time(refuting) >= first;
  }

  private boolean isNear(int begin, int step, long first, long time) {
    return begin == 0 || Times.minus(first, within(step)) <= time;
  }

  private boolean isLoose(int begin) {
    for (int step = begin; loose && step < step(begin).end(); step++) {
      if (!step(step).fill().isPlain()) {
        return true;
      }
    }
    return false;
  }

  /** How a step may be filled by what was read; all is read from late to early. */
  private static final class Filled {
    private final SequencePlan.Fill fill;
    private final Deque<Begun> begun = new ArrayDeque<>(1);
    private final List<Long> elementEnds = new ArrayList<>(0);
    private long first = Long.MAX_VALUE;
    private long anchor = Long.MAX_VALUE;
    private long[] endFirst = new long[2];
    private long[] endAnchor = new long[2];
    private int ends;

    Filled(SequencePlan.Fill fill) {
      this.fill = fill;
    }

    /** Takes an event; the element may end at it or not. */
    void take(long time, boolean end) {
      begun.add(new Begun(time, end));
      if (begun.size() < fill.least()) {
        return;
      }
      Begun complete = begun.remove();
      if (complete.anchor - time <= fill.span()) {
        first = time;
        anchor = complete.anchor;
        if (complete.end) {
          addEnd();
        }
      }
    }

    private void addEnd() {
      if (ends == endFirst.length) {
        endFirst = Arrays.copyOf(endFirst, 2 * ends);
        endAnchor = Arrays.copyOf(endAnchor, 2 * ends);
      }
      endFirst[ends] = first;
      endAnchor[ends] = anchor;
      ends++;
    }

    /** The element of which this is the first step may end at a time. */
    void ends(long time) {
      elementEnds.add(time);
    }

    boolean isEnd(long time) {
      int low = 0;
      int high = elementEnds.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (elementEnds.get(middle) > time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < elementEnds.size() && elementEnds.get(low) == time;
    }

    boolean isFilled() {
      return anchor != Long.MAX_VALUE;
    }

    /** Whether it lacks events of a filling at which the element may end. */
    boolean isBegun() {
      return begun.stream().anyMatch(Begun::end);
    }

    boolean mayEnd() {
      return ends > 0 || isBegun();
    }

    /** The earliest time at which an element before may end by what ends this one. */
    long lowest(long within) {
      return ends == 0 || isBegun() ? Long.MIN_VALUE : Times.minus(endFirst[ends - 1], within);
    }

    /** The earliest filling that ends the element no earlier than at a time, or -1. */
    int endFrom(long time) {
      int low = 0;
      int high = ends;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (endAnchor[middle] >= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low - 1;
    }

    /** A repetition that is to have earlier events, too. */
    private record Begun(long anchor, boolean end) {}
  }
}
