package dev.redthread.engine.match;

import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills the steps of a chain one after the other, those of a group in the order of the file, until
 * it has a chain of which some is given.
 *
 * <p>It begins where {@link GroupedReach} says that a chain may begin by times alone, and an
 * element ends where that says that the next may follow; so it seldom tries in vain.
 *
 * <p><i>Cost:</i> at the most so many tries of events, and then giving up. An element that ends
 * where what follows cannot begin is not tried again.
 */
final class GroupedSearch {
  private final Window window;
  private final Timeline timeline;
  private final SequencePlan plan;
  private final int last;
  private final int most;
  private final GroupedReach reach;
  private final ChosenSteps chosen;
  private final Pins pins;
  private final ForbiddenEvents forbidden;
  private final Set<Dead> dead = new HashSet<>();
  private final List<List<Later>> later = new ArrayList<>();
  private boolean beginsPinned;
  private int tries;

  /**
   * @param pins what is given
   * @param most how many events are tried before giving up
   */
  GroupedSearch(Window window, Pins pins, int most) {
    this.window = window;
    this.pins = pins;
    this.most = most;
    timeline = window.timeline();
    plan = window.plan();
    last = plan.last();
    reach = new GroupedReach(window, most);
    chosen = new ChosenSteps(window);
    for (int step = 0; step <= last; step++) {
      later.add(new ArrayList<>());
    }
    for (SequencePlan.Mandatory step : plan.mandatory()) {
      step.joins().forEach(join -> keep(join, join.own()));
    }
    for (ComparedAbsence absence : plan.compared()) {
      absence.joins().forEach(join -> keep(join, absence.ready()));
    }
    long completing = timeline.time(window.completing());
    forbidden = new ForbiddenEvents(timeline, plan, completing, chosen.anchors, chosen.events);
  }

  private void keep(Join join, int until) {
    for (int field = 0; field < join.size(); field++) {
      int from = join.step(field) == Join.ABSENT ? until : join.step(field);
      for (int step = from + 1; step <= until; step++) {
        later.get(step).add(new Later(join, field));
      }
    }
  }

  /** Whether the search came to no end, so that a chain may have been missed. */
  boolean isAbandoned() {
    return tries() >= most;
  }

  /** How many events were tried. */
  int tries() {
    return tries + reach.tries() + forbidden.tries();
  }

  /** The place of the anchor of a step. */
  int anchor(int step) {
    return chosen.anchors[step];
  }

  /** The places of the events of a step, in order. */
  int[] events(int step) {
    return chosen.events[step];
  }

  /** From now on the chain begins when the one found does. */
  void pinBegin() {
    beginsPinned = true;
  }

  private SequencePlan.Mandatory step(int step) {
    return plan.mandatory().get(step);
  }

  /** Whether there is a chain with what is pinned; if so, it is chosen. */
  boolean exists() {
    int[] anchorsBefore = chosen.anchors.clone();
    int[][] eventsBefore = chosen.events.clone();
    long beginsBefore = chosen.begins;
    dead.clear();
    chosen.used.clear();
    chosen.owed.clear();
    boolean found = begin();
    if (!found) {
      System.arraycopy(anchorsBefore, 0, chosen.anchors, 0, chosen.anchors.length);
      System.arraycopy(eventsBefore, 0, chosen.events, 0, chosen.events.length);
      chosen.begins = beginsBefore;
    }
    return found;
  }

  private boolean begin() {
    if (beginsPinned) {
      return choose(0);
    }
    for (int i = 0; !isAbandoned() && reach.begins(i) != ChosenSteps.NEVER; i++) {
      long time = reach.begins(i);
      if (time < pins.earliest(0)) {
        return false;
      }
      if (time <= pins.latest(0) && beginAt(time)) {
        return true;
      }
    }
    return false;
  }

  private boolean beginAt(long time) {
    if (!step(0).isGrouped()) {
      return fillAt(time);
    }
    chosen.begins = time;
    return !window.refutesBefore(time) && choose(0);
  }

  private boolean fillAt(long time) {
    for (int place = timeline.after(time) - 1;
        place >= window.from() && timeline.time(place) == time;
        place--) {
      if (fill(0, place)) {
        return true;
      }
    }
    return false;
  }

  /** Fills the element that begins with a step, and goes on. */
  private boolean choose(int step) {
    if (step > last) {
      return true;
    }
    Dead state = step == 0 ? null : state(step);
    if (state != null && dead.contains(state)) {
      return false;
    }
    if (tryEarliest(step)) {
      return true;
    }
    if (state != null) {
      dead.add(state);
    }
    return false;
  }

  private boolean tryEarliest(int step) {
    long latest = Math.min(pins.latest(step), chosen.latestAnchor(step));
    long earliest = Math.max(pins.earliest(step), chosen.endBefore(step));
    earliest = Math.max(earliest, window.time(window.from()));
    earliest = Math.max(earliest, chosen.lowest(step));
    if (mustComplete(step)) {
      earliest = Math.max(earliest, timeline.time(window.completing()));
    }
    long roles = step(step).roles();
    int place = timeline.next(roles, timeline.from(earliest));
    while (place < window.to() && timeline.time(place) <= latest && !isAbandoned()) {
      if (fill(step, place)) {
        return true;
      }
      place = timeline.next(roles, place + 1);
    }
    return false;
  }

  /** Whether an event may be of a step after the events that are chosen. */
  private boolean fits(int step, int place) {
    if (chosen.used.has(place) || !window.fits(step, place)) {
      return false;
    }
    for (Join join : step(step).joins()) {
      tries++;
      if (!join.holds(timeline, place, other -> chosen.anchors[other])) {
        return false;
      }
    }
    return true;
  }

  /** Fills a step so that it is anchored at a place, and goes on. */
  private boolean fill(int step, int place) {
    tries++;
    if (!pins.allowsAnchor(step, place, timeline.time(place))
        || (place != window.completing() && mustComplete(step))
        || !fits(step, place)) {
      return false;
    }
    chosen.anchors[step] = place;
    chosen.used.add(place);
    boolean filled = fillFrom(step, window.groupOf(place), place, new ArrayList<>(List.of(place)));
    chosen.used.remove(place);
    return filled;
  }

  /** Whether the completing event is not of the last element yet and can be of this step only. */
  private boolean mustComplete(int step) {
    if (step(step).end() <= last || hasCompleting(step(step).begin(), step)) {
      return false;
    }
    for (int each = step + 1; each <= last; each++) {
      if (window.fits(each, window.completing())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the completing event is the anchor of a step from one on and before another. */
  private boolean hasCompleting(int from, int to) {
    for (int each = from; each < to; each++) {
      if (chosen.anchors[each] == window.completing()) {
        return true;
      }
    }
    return false;
  }

  /** Takes more events, from a group of equal times back, until there are enough. */
  private boolean fillFrom(int step, int group, int anchor, List<Integer> taken) {
    SequencePlan.Fill fill = step(step).fill();
    int missing = fill.least() - taken.size();
    if (missing == 0) {
      return filled(step, anchor, taken);
    }
    long time = timeline.time(group);
    if (time < chosen.endBefore(step) || timeline.time(anchor) - time > fill.span()) {
      return false;
    }
    List<Integer> fitting = new ArrayList<>();
    int leftToOthers = 0;
    for (int i = group, end = window.endOf(group); i < end; i++) {
      if (i != window.completing() && fits(step, i)) {
        fitting.add(i);
        leftToOthers += mayBeLeft(step, i) ? 1 : 0;
      }
    }
    int most = Math.min(fitting.size(), missing);
    boolean ofAnchor = timeline.time(anchor) == time;
    int least = ofAnchor ? 0 : Math.min(most, fitting.size() - leftToOthers);
    for (int count = most; count >= least; count--) {
      if (combine(step, fitting, 0, count, group, anchor, taken)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step of the group after this one may take an event. */
  private boolean mayBeLeft(int step, int place) {
    for (int each = step + 1; each < step(step).end(); each++) {
      if (window.fits(each, place)) {
        return true;
      }
    }
    return false;
  }

  private boolean combine(
      int step,
      List<Integer> fitting,
      int from,
      int count,
      int group,
      int anchor,
      List<Integer> taken) {
    if (count == 0) {
      return taken.size() == step(step).fill().least()
          ? filled(step, anchor, taken)
          : goBack(step, fitting, group, anchor, taken);
    }
    for (int i = from; i <= fitting.size() - count && !isAbandoned(); i++) {
      int place = fitting.get(i);
      taken.add(place);
      chosen.used.add(place);
      boolean found = combine(step, fitting, i + 1, count - 1, group, anchor, taken);
      chosen.used.remove(place);
      taken.remove(taken.size() - 1);
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** Takes the rest from before a group; what fits and is left there must be another step's. */
  private boolean goBack(
      int step, List<Integer> fitting, int group, int anchor, List<Integer> taken) {
    int before = timeline.previous(step(step).roles(), group);
    if (before < window.from()) {
      return false;
    }
    List<Integer> left = new ArrayList<>();
    if (timeline.time(group) < timeline.time(anchor)) {
      for (int place : fitting) {
        if (!taken.contains(place)) {
          if (!mayBeLeft(step, place)) {
            return false;
          }
          if (!chosen.owed.has(place)) {
            left.add(place);
          }
        }
      }
    }
    left.forEach(chosen.owed::add);
    boolean found = fillFrom(step, window.groupOf(before), anchor, taken);
    left.forEach(chosen.owed::remove);
    return found;
  }

  private boolean filled(int step, int anchor, List<Integer> taken) {
    tries++;
    int[] sorted = taken.stream().mapToInt(Integer::intValue).sorted().toArray();
    long first = timeline.time(sorted[0]);
    boolean leading = step(step).begin() == 0;
    boolean early =
        leading
            ? step(step).isGrouped() ? first < chosen.begins : window.refutesBefore(first)
            : first < chosen.endBefore(step);
    if (early
        || first > chosen.latestFirst(step)
        || timeline.time(anchor) - first > step(step).fill().span()
        || !pins.allows(step, sorted)) {
      return false;
    }
    chosen.anchors[step] = anchor;
    chosen.events[step] = sorted;
    return step + 1 < step(step).end()
        ? tryEarliest(step + 1)
        : isElement(step) && choose(step + 1);
  }

  /** Whether all steps of an element are filled as one. */
  private boolean isElement(int step) {
    SequencePlan.Mandatory element = step(step);
    int end = element.end();
    if (element.isGrouped()) {
      long first = chosen.firstOf(step, end);
      boolean begun =
          element.begin() == 0
              ? first == chosen.begins
              : first <= chosen.latestBegin(element.begin());
      if (!begun || !chosen.used.hasAll(chosen.owed)) {
        return false;
      }
    }
    boolean ends =
        end > last
            ? hasCompleting(element.begin(), end)
            : chosen.endsLate(step) && reach.mayEnd(step, chosen.lastOf(step, end));
    return ends && !forbidden.refute(step);
  }

  /** What the steps from one on depend on. */
  private Dead state(int step) {
    long end = chosen.endBefore(step);
    List<Integer> tied = new ArrayList<>();
    int group = timeline.from(end);
    for (int i = chosen.used.next(group); i >= 0 && timeline.time(i) == end; ) {
      tied.add(i);
      i = chosen.used.next(i + 1);
    }
    List<@Nullable Value> values = new ArrayList<>();
    for (Later each : later.get(step)) {
      int place = chosen.anchors[each.join.step(each.field)];
      values.add(each.join.value(each.field, timeline.event(place)));
    }
    List<Long> times = new ArrayList<>(0);
    forbidden.addTimes(step, times);
    return new Dead(step, end, tied, values, times);
  }

  /** A field that is read after its step. */
  private record Later(Join join, int field) {}

  /** Steps that cannot be filled. */
  private record Dead(
      int step, long end, List<Integer> tied, List<@Nullable Value> values, List<Long> times) {}
}
