package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.event.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for events that a chain may not have beside it because of what they satisfy together with
 * its events.
 *
 * <p><i>Cost:</i> the events in the gap that have the value that must be equal, else all that match
 * the rules there.
 */
final class ForbiddenEvents {
  private final Timeline timeline;
  private final SequencePlan plan;
  private final long completing;
  private final int[] anchors;
  private final int[][] events;
  private int tries;

  /**
   * @param completing the time of the completing event
   * @param anchors the events at which the steps are filled, as far as they are chosen
   * @param events all events of the steps, as far as they are chosen
   */
  ForbiddenEvents(
      Timeline timeline, SequencePlan plan, long completing, int[] anchors, int[][] events) {
    this.timeline = timeline;
    this.plan = plan;
    this.completing = completing;
    this.anchors = anchors;
    this.events = events;
  }

  /** How many events were compared. */
  int tries() {
    return tries;
  }

  /** Whether an absence of which all is known with a step has an event against it. */
  boolean refute(int step) {
    for (ComparedAbsence absence : plan.compared()) {
      if (absence.ready() == step && isRefuted(absence)) {
        return true;
      }
    }
    return false;
  }

  /** Adds the times on which absences depend that are not decided before a step. */
  void addTimes(int step, List<Long> times) {
    for (ComparedAbsence absence : plan.compared()) {
      int gap = absence.gap();
      if (absence.ready() >= step && gap < step) {
        times.add(firstOf(gap));
        times.add(gap == 0 ? 0 : lastOf(gap - 1));
      }
    }
  }

  private boolean isRefuted(ComparedAbsence absence) {
    long within = absence.absence().within();
    if (absence.isLeading()) {
      long from = Times.minus(firstOf(0), within);
      return from <= timeline.forgottenTime() || isAny(absence, from, firstOf(0) - 1);
    } else if (absence.isTrailing(plan.last())) {
      return isAny(absence, completing + 1, Times.plus(completing, within));
    }
    return isAny(absence, lastOf(absence.gap() - 1) + 1, firstOf(absence.gap()) - 1);
  }

  /** Whether an event counts that happened from a time up to another. */
  private boolean isAny(ComparedAbsence absence, long from, long to) {
    List<EventKey> equal = equal(absence);
    if (equal != null) {
      for (int at = ByValue.firstFrom(equal, from);
          at < equal.size() && equal.get(at).eventTime() <= to;
          at++) {
        if (holds(absence, timeline.indexOf(equal.get(at)).orElseThrow())) {
          return true;
        }
      }
      return false;
    }
    long roles = absence.absence().roles();
    int place = timeline.next(roles, timeline.from(from));
    while (place < timeline.size() && timeline.time(place) <= to) {
      if (holds(absence, place)) {
        return true;
      }
      place = timeline.next(roles, place + 1);
    }
    return false;
  }

  private boolean holds(ComparedAbsence absence, int place) {
    tries++;
    return absence.holds(timeline, place, step -> anchors[step]);
  }

  /** The only events that may count because of a value; null when any may. */
  private @Nullable List<EventKey> equal(ComparedAbsence absence) {
    for (Join.Pair pair : absence.equal()) {
      List<Value> values = pair.laterField().values(timeline.event(anchors[pair.later()]));
      if (values.size() < 2) {
        return values.isEmpty()
            ? List.of()
            : timeline.indexes().byValue(pair.earlierField()).with(values.get(0));
      }
    }
    return null;
  }

  private long firstOf(int step) {
    long first = Long.MAX_VALUE;
    for (int each = begin(step); each < end(step); each++) {
      first = Math.min(first, timeline.time(events[each][0]));
    }
    return first;
  }

  private long lastOf(int step) {
    long last = Long.MIN_VALUE;
    for (int each = begin(step); each < end(step); each++) {
      last = Math.max(last, timeline.time(anchors[each]));
    }
    return last;
  }

  private int begin(int step) {
    return plan.mandatory().get(step).begin();
  }

  private int end(int step) {
    return plan.mandatory().get(step).end();
  }
}
