package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan.Absence;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When the first step of a sequence happened without anything before it that the sequence forbids
 * there.
 *
 * <p><i>Invariants:</i> the timeline says of each of its changes. What it forgot is not regarded.
 *
 * <p><i>Cost:</i> a search is logarithmic. A change costs a search by roles, and a step for each
 * time that is free no longer, or may be free again.
 */
final class Beginnings {
  private final Timeline timeline;
  private final SequencePlan plan;
  private final long first;
  private final NavigableSet<Long> free = new TreeSet<>();

  Beginnings(Timeline timeline, SequencePlan plan) {
    this.timeline = timeline;
    this.plan = plan;
    first = plan.mandatory().get(0).roles();
    for (int i = timeline.next(first, 0); i < timeline.size(); i = timeline.next(first, i + 1)) {
      check(timeline.time(i));
    }
  }

  /** Whether a sequence, maybe another, begins by the same step after the same absences. */
  boolean isOf(SequencePlan other) {
    return first == other.mandatory().get(0).roles() && plan.leading().equals(other.leading());
  }

  /** Whether a chain may begin at the time of an event of the first step. */
  boolean isFree(long time) {
    return free.contains(time) && isKnown(time);
  }

  /**
   * The latest time up to another at which a chain may begin with an event of the first step, or
   * the beginning of time when there is none.
   */
  long latest(long time) {
    Long latest = free.floor(time);
    return latest == null || !isKnown(latest) ? Long.MIN_VALUE : latest;
  }

  /** The first time after another that is free, or the end of time where that is not known. */
  long next(long time) {
    Long next = free.higher(time);
    return next == null || !isKnown(next) ? Long.MAX_VALUE : next;
  }

  private boolean isKnown(long time) {
    return isKnown(timeline, plan, time);
  }

  /** Whether nothing was forgotten of what may not be before a time. */
  static boolean isKnown(Timeline timeline, SequencePlan plan, long time) {
    for (Absence absence : plan.leading()) {
      if (Times.minus(time, absence.within()) <= timeline.forgottenTime()) {
        return false;
      }
    }
    return true;
  }

  void inserted(int place) {
    long roles = timeline.roles(place);
    long time = timeline.time(place);
    for (Absence absence : plan.leading()) {
      if ((absence.roles() & roles) != 0) {
        free.subSet(time, false, Times.plus(time, absence.within()), true).clear();
      }
    }
    if ((roles & first) != 0) {
      check(time);
    }
  }

  void removed(TimelineEvent gone) {
    long time = gone.event().eventTime();
    if ((gone.roles() & first) != 0 && !isAt(first, time)) {
      free.remove(time);
    }
    for (Absence absence : plan.leading()) {
      if ((absence.roles() & gone.roles()) != 0 && !isAt(absence.roles(), time)) {
        checkAfter(time, absence);
      }
    }
  }

  /** What an event forbade alone: what lies beyond the next one is forbidden by that. */
  private void checkAfter(long time, Absence absence) {
    long end = Times.plus(time, absence.within());
    int other = timeline.next(absence.roles(), timeline.after(time));
    if (other < timeline.size()) {
      end = Math.min(end, timeline.time(other));
    }
    int place = timeline.next(first, timeline.after(time));
    while (place < timeline.size() && timeline.time(place) <= end) {
      check(timeline.time(place));
      place = timeline.next(first, place + 1);
    }
  }

  private boolean isAt(long roles, long time) {
    int place = timeline.next(roles, timeline.from(time));
    return place < timeline.size() && timeline.time(place) == time;
  }

  private void check(long time) {
    if (!isRefuted(time)) {
      free.add(time);
    }
  }

  private boolean isRefuted(long time) {
    return isRefuted(timeline, plan, time);
  }

  /** Whether something happened before a time that may not be before a chain that begins then. */
  static boolean isRefuted(Timeline timeline, SequencePlan plan, long time) {
    for (Absence absence : plan.leading()) {
      int place = timeline.previous(absence.roles(), timeline.from(time));
      if (place >= 0 && timeline.time(place) >= Times.minus(time, absence.within())) {
        return true;
      }
    }
    return false;
  }
}
