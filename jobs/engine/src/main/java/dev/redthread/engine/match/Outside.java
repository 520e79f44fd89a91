package dev.redthread.engine.match;

import dev.redthread.engine.match.SequencePlan.Absence;

/**
 * What may not be on the timeline around a chain: absences before its first and after its last
 * mandatory event, and {@code until} between them.
 */
record Outside(Timeline timeline, SequencePlan plan) {

  /** Whether a chain may not begin with an event at a time, because of what happened before. */
  boolean refutesBefore(long first) {
    if (plan.leading().isEmpty()) {
      return false;
    }
    return plan.isGrouped()
        ? !Beginnings.isKnown(timeline, plan, first) || Beginnings.isRefuted(timeline, plan, first)
        : !timeline.indexes().beginnings(plan).isFree(first);
  }

  /**
   * The latest event of the first step from one at a place back at which a chain may begin after
   * what happened before, or -1.
   */
  int latestFree(int place) {
    if (plan.leading().isEmpty()) {
      return place;
    }
    long time = timeline.time(place);
    long free = timeline.indexes().beginnings(plan).latest(time);
    if (free == time) {
      return place;
    }
    return free == Long.MIN_VALUE
        ? -1
        : timeline.previous(plan.mandatory().get(0).roles(), timeline.after(free));
  }

  /**
   * The first event of the first step after a time at which a chain may begin, or the size of the
   * timeline.
   */
  int nextFree(long time) {
    long roles = plan.mandatory().get(0).roles();
    if (plan.leading().isEmpty()) {
      return timeline.next(roles, timeline.after(time));
    }
    long free = timeline.indexes().beginnings(plan).next(time);
    return free == Long.MAX_VALUE ? timeline.size() : timeline.next(roles, timeline.from(free));
  }

  /** Whether no chain may end at a time, because of what happened after. */
  boolean refutesAfter(long completing) {
    for (Absence absence : plan.trailing()) {
      int place = timeline.next(absence.roles(), timeline.after(completing));
      if (place < timeline.size()
          && timeline.time(place) <= Times.plus(completing, absence.within())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The earliest time at which a chain may begin that ends at a time: none of what ends the wait
   * may lie between.
   */
  long earliestFirst(long completing) {
    long earliest = Times.minus(completing, plan.timespan());
    if (!plan.until().isAsked()) {
      return earliest;
    }
    int ended = timeline.previous(plan.until().roles(), timeline.from(completing));
    return ended < 0 ? earliest : Math.max(earliest, timeline.time(ended));
  }
}
