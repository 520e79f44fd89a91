package dev.redthread.engine.match;

import java.util.Optional;

/**
 * A sequence without its bounds, repetitions, comparisons and inner absences: only which roles
 * follow each other. Where this has no chain the sequence has none; where the sequence asks no more
 * than this, and no tied events come into it, its chain is the sequence's.
 *
 * <p><i>Cost:</i> two searches by roles for each step.
 */
final class Outline {
  static final long NEVER = Long.MIN_VALUE;

  private final SequencePlan plan;
  private final int last;
  private final boolean exact;

  Outline(SequencePlan plan) {
    this.plan = plan;
    last = plan.last();
    exact =
        plan.distinct()
            && !plan.compares()
            && plan.innerRoles() == 0
            && plan.mandatory().stream()
                .allMatch(step -> step.fill().isPlain() && step.fill().within() == Long.MAX_VALUE);
  }

  /**
   * The latest time at which a chain may begin that has an event at a place in a step, or {@link
   * #NEVER}.
   */
  long begins(Timeline timeline, Outside outside, int step, int place) {
    if (step == 0 && plan.mandatory().get(0).fill().isPlain()) {
      return outside.refutesBefore(timeline.time(place)) ? NEVER : timeline.time(place);
    }
    int at = place;
    for (int before = step - 1; before >= 0; before--) {
      at = timeline.previous(roles(before), timeline.after(timeline.time(at)));
      if (at < 0) {
        return NEVER;
      }
    }
    int first = outside.latestFree(at);
    return first < 0 ? NEVER : timeline.time(first);
  }

  /**
   * The first place from which on a chain may be completed that has an event at a place in a step,
   * or the size of the timeline.
   */
  int completes(Timeline timeline, int step, int place) {
    if (step == last) {
      return plan.mandatory().get(last).fill().isPlain()
          ? timeline.size()
          : timeline.from(timeline.time(place));
    }
    int at = place;
    for (int after = step + 1; after <= last; after++) {
      at = timeline.next(roles(after), timeline.from(timeline.time(at)));
      if (at == timeline.size()) {
        return at;
      }
    }
    long time = timeline.time(at);
    return time > Times.plus(timeline.time(place), plan.timespan())
        ? timeline.size()
        : timeline.from(time);
  }

  /**
   * The latest time at which an event of a later step, but the completing one, may have a beginning
   * by an event at a place in a step and by none that is later.
   */
  long wakes(Timeline timeline, Outside outside, int step, int place) {
    long time = timeline.time(place);
    int end = plan.mandatory().get(last).fill().isPlain() ? last - 1 : last;
    if (step >= end) {
      return time;
    }
    int at = step == 0 ? outside.nextFree(time) : timeline.next(roles(step), timeline.after(time));
    for (int after = step + 1; after < end && at < timeline.size(); after++) {
      at = timeline.next(roles(after), timeline.from(timeline.time(at)));
    }
    long latest = Times.plus(time, plan.timespan());
    return at < timeline.size() ? Math.min(latest, timeline.time(at)) : latest;
  }

  /**
   * The places of the anchors of the chain that ends at a place; empty when there is none or the
   * sequence asks more than this can tell.
   *
   * @param earliest the earliest time at which it may begin
   */
  Optional<int[]> anchors(Timeline timeline, Outside outside, int completing, long earliest) {
    if (!exact || last == 0 || isTied(timeline, completing)) {
      return Optional.empty();
    }
    int at = completing;
    for (int step = last - 1; step >= 0; step--) {
      at = timeline.previous(roles(step), at);
      if (at < 0 || isTied(timeline, at)) {
        return Optional.empty();
      }
    }
    int[] anchors = new int[last + 1];
    anchors[last] = completing;
    at = outside.latestFree(at);
    for (int step = 0; step < last; step++) {
      if (at < 0 || isTied(timeline, at) || timeline.time(at) < earliest) {
        return Optional.empty();
      }
      anchors[step] = at;
      at = timeline.next(roles(step + 1), at + 1);
    }
    return Optional.of(anchors);
  }

  private static boolean isTied(Timeline timeline, int place) {
    long time = timeline.time(place);
    return (place > 0 && timeline.time(place - 1) == time)
        || (place + 1 < timeline.size() && timeline.time(place + 1) == time);
  }

  private long roles(int step) {
    return plan.mandatory().get(step).roles();
  }
}
