package dev.redthread.engine.match;

import dev.redthread.engine.match.Decision.Influence;

/**
 * A sequence with groups of steps in any order without its bounds, repetitions, comparisons and
 * absences: only which roles follow each other, a group being there when each of its steps has an
 * event. Where this has no chain the sequence has none.
 *
 * <p><i>Cost:</i> two searches by roles for each step.
 */
final class GroupedOutline {
  private static final long NEVER = Long.MIN_VALUE;

  private final SequencePlan plan;

  GroupedOutline(SequencePlan plan) {
    this.plan = plan;
  }

  /** What an event that was put on the timeline may change. */
  Influence influence(Timeline timeline, int place, boolean hurts) {
    long time = timeline.time(place);
    int helped = timeline.size();
    long wakes = time;
    long begins = NEVER;
    long roles = 0;
    for (int step = 0; step <= plan.last(); step++) {
      if ((timeline.roles(place) & step(step).roles()) != 0) {
        long latest = begins(timeline, step, place);
        if (latest != NEVER && latest >= Times.minus(time, plan.timespan())) {
          helped = Math.min(helped, completes(timeline, step, place));
          wakes = Math.max(wakes, wakes(timeline, step, place));
          begins = Math.max(begins, latest);
          roles |= completing(timeline, step);
        }
      }
    }
    return new Influence(false, helped, wakes, begins, roles, hurts);
  }

  /** The latest time at which a chain may begin that an event completes, or never. */
  long begins(Timeline timeline, int completing) {
    int begin = step(plan.last()).begin();
    long at = timeline.time(completing);
    for (int step = begin; step <= plan.last(); step++) {
      if ((timeline.roles(completing) & step(step).roles()) == 0) {
        at = Math.min(at, last(timeline, step, timeline.time(completing)));
      }
    }
    return before(timeline, begin, at);
  }

  /**
   * The latest time at which a chain may begin that has an event at a place in a step, or never.
   */
  private long begins(Timeline timeline, int step, int place) {
    return before(timeline, step(step).begin(), timeline.time(place));
  }

  /** The latest time at which the elements before a step may begin that end at a time. */
  private long before(Timeline timeline, int begin, long time) {
    long at = time;
    for (int end = begin; end > 0 && at != NEVER; end = step(end - 1).begin()) {
      long until = at;
      for (int step = step(end - 1).begin(); step < end; step++) {
        at = Math.min(at, last(timeline, step, until));
      }
    }
    return at;
  }

  private long last(Timeline timeline, int step, long time) {
    int place = timeline.previous(step(step).roles(), timeline.after(time));
    return place < 0 ? NEVER : timeline.time(place);
  }

  /**
   * The first place from which on a chain may be completed that has an event at a place in a step,
   * or the size of the timeline.
   */
  private int completes(Timeline timeline, int step, int place) {
    SequencePlan.Mandatory own = step(step);
    long time = timeline.time(place);
    if (own.end() > plan.last()) {
      return completesGroup(timeline, step, time);
    }
    int at = timeline.from(withOthers(timeline, step, step, time));
    for (int begin = own.end(); begin <= plan.last() && at < timeline.size(); ) {
      int end = step(begin).end();
      int from = timeline.from(timeline.time(at));
      for (int each = begin; each < end; each++) {
        at = Math.max(at, timeline.next(step(each).roles(), from));
      }
      begin = end;
    }
    return at == timeline.size() ? at : timeline.from(timeline.time(at));
  }

  private int completesGroup(Timeline timeline, int step, long time) {
    int first = timeline.size();
    for (int last = step(step).begin(); last <= plan.last(); last++) {
      if (last != step || !step(step).fill().isPlain()) {
        int from = timeline.from(withOthers(timeline, step, last, time));
        first = Math.min(first, timeline.next(step(last).roles(), from));
      }
    }
    return first == timeline.size() ? first : timeline.from(timeline.time(first));
  }

  /** From when on the steps of a group beside two of them may be there. */
  private long withOthers(Timeline timeline, int one, int other, long time) {
    long at = time;
    for (int step = step(one).begin(); step < step(one).end(); step++) {
      if (step != one && step != other) {
        int first = timeline.next(step(step).roles(), 0);
        at = first == timeline.size() ? Long.MAX_VALUE : Math.max(at, timeline.time(first));
      }
    }
    return at;
  }

  /** The roles of events that may complete a chain with another event in a step. */
  private long completing(Timeline timeline, int step) {
    if (step(step).end() <= plan.last() || timeline.kinds().stream().anyMatch(this::fillsSeveral)) {
      return plan.elementRoles(plan.last());
    }
    long roles = step(step).fill().isPlain() ? 0 : step(step).roles();
    for (int each = step(step).begin(); each <= plan.last(); each++) {
      roles |= each == step ? 0 : step(each).roles();
    }
    return roles;
  }

  private boolean fillsSeveral(long roles) {
    int fills = 0;
    for (int step = step(plan.last()).begin(); step <= plan.last(); step++) {
      fills += (step(step).roles() & roles) == 0 ? 0 : 1;
    }
    return fills > 1;
  }

  /**
   * The latest time at which another event may have a beginning, or a step of its group, by an
   * event at a place in a step and by none that is later.
   */
  private long wakes(Timeline timeline, int step, int place) {
    long time = timeline.time(place);
    long latest = Times.plus(time, plan.timespan());
    long wakes = time;
    if (step(step).isGrouped() && timeline.previous(step(step).roles(), timeline.from(time)) < 0) {
      wakes = first(timeline, step, timeline.after(time), latest);
    }
    int end = lastBefore();
    if (step(step).begin() >= end) {
      return wakes;
    }
    long at = first(timeline, step, timeline.after(time), latest);
    for (int begin = step(step).end(); begin < end; begin = step(begin).end()) {
      int from = timeline.from(at);
      for (int each = begin; each < step(begin).end(); each++) {
        at = Math.max(at, first(timeline, each, from, latest));
      }
    }
    return Math.max(wakes, at);
  }

  /** The first step of the last element that may have another event than the completing one. */
  private int lastBefore() {
    SequencePlan.Mandatory last = step(plan.last());
    boolean onlyCompleting = last.begin() > 0 && !last.isGrouped() && last.fill().isPlain();
    return onlyCompleting ? step(last.begin() - 1).begin() : last.begin();
  }

  /**
   * When the first event of a step from a place on happened, or another time if that is earlier.
   */
  private long first(Timeline timeline, int step, int from, long latest) {
    int place = timeline.next(step(step).roles(), from);
    return place == timeline.size() ? latest : Math.min(latest, timeline.time(place));
  }

  private SequencePlan.Mandatory step(int step) {
    return plan.mandatory().get(step);
  }
}
