package dev.redthread.engine.match;

import dev.redthread.engine.match.SequencePlan.Absence;

/**
 * What may not be on the timeline around a chain: absences before its first and after its last
 * mandatory event, and {@code until} between them.
 */
record Outside(Timeline timeline, SequencePlan plan) {

  /** Whether a chain may not begin at a time, because of what happened before. */
  boolean refutesBefore(long first) {
    return latestFree(first) != first;
  }

  /**
   * The latest time up to another at which a chain may begin after what happened before, or the
   * beginning of time when there is none.
   */
  long latestFree(long first) {
    long free = first;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (Absence absence : plan.leading()) {
        long from = Times.minus(free, absence.within());
        if (from <= timeline.forgottenTime()) {
          return Long.MIN_VALUE;
        }
        int place = timeline.next(absence.roles(), timeline.from(from));
        if (place < timeline.size() && timeline.time(place) < free) {
          free = timeline.time(place);
          moved = true;
        }
      }
    }
    return free;
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
