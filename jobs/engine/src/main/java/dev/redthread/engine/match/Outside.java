package dev.redthread.engine.match;

import dev.redthread.engine.match.SequencePlan.Absence;

/**
 * What may not be on the timeline around a chain: absences before its first and after its last
 * mandatory event, and {@code until} between them.
 *
 * <p><i>Cost:</i> asked in one direction of time, every event is looked at once for each absence.
 */
final class Outside {
  private final Timeline timeline;
  private final SequencePlan plan;
  private final long version;
  private final Nearest[] before;
  private final Nearest[] after;

  Outside(Timeline timeline, SequencePlan plan) {
    this.timeline = timeline;
    this.plan = plan;
    version = timeline.version();
    before = new Nearest[plan.leading().size()];
    after = new Nearest[plan.trailing().size()];
  }

  /** Whether this was made of a timeline as it is. */
  boolean isOf(Timeline other) {
    return timeline == other && version == other.version();
  }

  /** Whether a chain may not begin at a time, because of what happened before. */
  boolean refutesBefore(long first) {
    for (int i = 0; i < before.length; i++) {
      Absence absence = plan.leading().get(i);
      long from = Times.minus(first, absence.within());
      if (from <= timeline.forgottenTime()) {
        return true;
      }
      Nearest known = before[i];
      if (known == null || first > known.asked || known.time >= first) {
        int place = timeline.from(first) - 1;
        while (place >= 0 && (timeline.roles(place) & absence.roles()) == 0) {
          place--;
        }
        known = new Nearest(first, place < 0 ? Long.MIN_VALUE : timeline.time(place));
        before[i] = known;
      }
      if (known.time != Long.MIN_VALUE && known.time >= from) {
        return true;
      }
    }
    return false;
  }

  /** Whether no chain may end at a time, because of what happened after. */
  boolean refutesAfter(long completing) {
    for (int i = 0; i < after.length; i++) {
      Absence absence = plan.trailing().get(i);
      Nearest known = after[i];
      if (known == null || completing < known.asked || known.time <= completing) {
        int place = timeline.after(completing);
        while (place < timeline.size() && (timeline.roles(place) & absence.roles()) == 0) {
          place++;
        }
        known =
            new Nearest(
                completing, place == timeline.size() ? Long.MAX_VALUE : timeline.time(place));
        after[i] = known;
      }
      if (known.time != Long.MAX_VALUE && known.time <= Times.plus(completing, absence.within())) {
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
    int from = timeline.from(earliest);
    for (int i = timeline.from(completing) - 1; i >= from; i--) {
      if ((timeline.roles(i) & plan.until().roles()) != 0) {
        return timeline.time(i);
      }
    }
    return earliest;
  }

  /**
   * The negated event nearest to a time.
   *
   * @param asked that time
   * @param time when it happened; an end of time when there is none
   */
  private record Nearest(long asked, long time) {}
}
