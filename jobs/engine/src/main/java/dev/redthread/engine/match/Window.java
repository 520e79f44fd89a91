package dev.redthread.engine.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a timeline that one completing event can draw on, cut into groups of equal time.
 *
 * <p>A group is named by the place of its first event.
 */
final class Window {
  private final Timeline timeline;
  private final SequencePlan plan;
  private final int completing;
  private final int from;
  private final int to;
  private final Outside outside;
  private final long earliest;
  private long read;
  private final Limits limits;

  Window(Timeline timeline, SequencePlan plan, Outside outside, int completing, Limits limits) {
    this.limits = limits;
    this.timeline = timeline;
    this.plan = plan;
    this.completing = completing;
    long time = timeline.time(completing);
    this.outside = outside;
    earliest = Math.max(outside.earliestFirst(time), limits.earliest());
    read = time;
    from = timeline.from(earliest);
    to = timeline.after(time);
  }

  Timeline timeline() {
    return timeline;
  }

  SequencePlan plan() {
    return plan;
  }

  Limits limits() {
    return limits;
  }

  SequencePlan.Mandatory step(int step) {
    return plan.mandatory().get(step);
  }

  int completing() {
    return completing;
  }

  /** What was asked of the window may change with events from a time on. */
  void reads(long from) {
    read = Math.min(read, from);
  }

  /** The same, of all events that a chain may have. */
  void readsAll() {
    reads(earliest);
  }

  /** The earliest time at which another event could change what was asked. */
  long read() {
    return read;
  }

  /** The first place. */
  int from() {
    return from;
  }

  /** The place after the last. */
  int to() {
    return to;
  }

  long time(int index) {
    return timeline.time(index);
  }

  /** The group of the event at a place. */
  int groupOf(int index) {
    int first = index;
    while (first > from && timeline.time(first - 1) == timeline.time(index)) {
      first--;
    }
    return first;
  }

  /** The place after the last event of a group. */
  int endOf(int group) {
    int end = group + 1;
    while (end < to && timeline.time(end) == timeline.time(group)) {
      end++;
    }
    return end;
  }

  /** Whether a chain may not begin at a time, because of what happened before. */
  boolean refutesBefore(long first) {
    return outside.refutesBefore(first);
  }

  /** Whether the event at a place may fill a mandatory step. */
  boolean fits(int step, int index) {
    if ((timeline.roles(index) & step(step).roles()) == 0 || !limits.allows(step, index)) {
      return false;
    }
    return index != completing || step(step).end() > plan.last() || !plan.distinct();
  }

  /** How many events of a group may fill a mandatory step. */
  int count(int step, int group) {
    int count = 0;
    for (int i = group, end = endOf(group); i < end; i++) {
      if (fits(step, i)) {
        count++;
      }
    }
    return count;
  }

  /**
   * How a mandatory step may be filled when it is anchored in a group, the way that takes most of
   * that group first. The last step is anchored at the completing event.
   */
  List<Fit> ways(int step, int anchorGroup) {
    SequencePlan.Fill fill = step(step).fill();
    int here = count(step, anchorGroup);
    if (here == 0 || (step == plan.last() && !holdsCompleting(anchorGroup))) {
      return List.of();
    }
    if (fill.isPlain()) {
      return step == 0 && outside.refutesBefore(time(anchorGroup))
          ? List.of()
          : List.of(new Fit(anchorGroup, 1, anchorGroup, 0));
    }
    List<Fit> fits = new ArrayList<>(2);
    for (int taken = Math.min(here, fill.least()); taken > 0; taken--) {
      Fit fit =
          taken == fill.least()
              ? new Fit(anchorGroup, taken, anchorGroup, 0)
              : reachBack(step, anchorGroup, taken);
      if (fit == null) {
        reads(Math.max(earliest, Times.minus(time(anchorGroup), fill.span())));
      } else {
        reads(time(fit.first()));
      }
      if (fit != null
          && time(anchorGroup) - time(fit.first()) <= fill.span()
          && !(step == 0 && outside.refutesBefore(time(fit.first())))) {
        fits.add(fit);
      }
    }
    return fits;
  }

  private @Nullable Fit reachBack(int step, int anchorGroup, int taken) {
    int missing = step(step).fill().least() - taken;
    long roles = step(step).roles();
    int index = timeline.previous(roles, anchorGroup);
    while (index >= from) {
      int group = groupOf(index);
      int count = count(step, group);
      if (count >= missing) {
        return new Fit(anchorGroup, taken, group, missing);
      }
      missing -= count;
      index = timeline.previous(roles, group);
    }
    return null;
  }

  /**
   * The latest time at which a step may have its first event, after an anchor of the one before.
   */
  long latestFirst(int step, int anchorBefore) {
    SequencePlan.Mandatory next = step(step);
    long bound = Times.plus(time(anchorBefore), next.fill().within());
    if (next.negated() == 0) {
      return bound;
    }
    int refuting = timeline.next(next.negated(), endOf(anchorBefore));
    return refuting < to ? Math.min(bound, time(refuting)) : bound;
  }

  boolean holdsCompleting(int group) {
    return time(group) == time(completing);
  }

  /**
   * A way to fill a step: so many events of the group of its anchor, all fitting ones between, and
   * so many of the group of its first event.
   *
   * @param anchor the group of its anchor
   * @param atAnchor how many events of that group it takes
   * @param first the group of its first event, the same for all that lie in one group
   * @param atFirst how many events it takes there, 0 when that is the anchor's group
   */
  record Fit(int anchor, int atAnchor, int first, int atFirst) {

    /** How many events of a group at its ends it takes. */
    int takes(int group) {
      if (group == anchor) {
        return atAnchor;
      }
      return group == first ? atFirst : 0;
    }
  }
}
