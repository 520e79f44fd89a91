package dev.redthread.engine.match;

import dev.redthread.engine.EventKey;
import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries events for one step after another until it has a chain of which some is given: the first
 * step from the latest event back, the others from the earliest on.
 *
 * <p><i>Cost:</i> at the most so many comparisons of events, and then giving up; what was found to
 * lead nowhere is not tried again for the same values.
 */
final class JoinSearch {
  private final Window window;
  private final Timeline timeline;
  private final SequencePlan plan;
  private final JoinOrder order;
  private final int last;
  private final int most;
  private final int[] anchors;
  private final int[][] events;
  private final Places used = new Places();
  private final Set<Dead> dead = new HashSet<>();
  private final Pins pins;
  private final ForbiddenEvents forbidden;
  private int tries;

  /**
   * @param pins what is given
   * @param most how many comparisons are made before giving up
   */
  JoinSearch(Window window, JoinOrder order, Pins pins, int most) {
    this.window = window;
    this.order = order;
    this.pins = pins;
    this.most = most;
    timeline = window.timeline();
    plan = window.plan();
    last = plan.last();
    anchors = new int[last + 1];
    events = new int[last + 1][];
    long completing = timeline.time(window.completing());
    forbidden = new ForbiddenEvents(timeline, plan, completing, anchors, events);
  }

  /** Whether the search came to no end, so that a chain may have been missed. */
  boolean isAbandoned() {
    return tries >= most;
  }

  /** How many comparisons were made. */
  int tries() {
    return tries;
  }

  /** The place of the anchor of a step. */
  int anchor(int step) {
    return anchors[step];
  }

  /** The places of the events of a step, in order. */
  int[] events(int step) {
    return events[step];
  }

  /** Whether there is a chain with what is given now; if so, it is chosen. */
  boolean exists() {
    int[] anchorsBefore = anchors.clone();
    int[][] eventsBefore = events.clone();
    dead.clear();
    used.clear();
    boolean found = satisfiesItself(last, window.completing()) && choose(0);
    if (!found) {
      System.arraycopy(anchorsBefore, 0, anchors, 0, anchors.length);
      System.arraycopy(eventsBefore, 0, events, 0, events.length);
    }
    return found;
  }

  private boolean choose(int step) {
    if (step > last) {
      return true;
    }
    Dead state = step == 0 ? null : state(step);
    if (state != null && dead.contains(state)) {
      return false;
    }
    if (step == last ? fill(step, window.completing()) : tryAnchors(step)) {
      return true;
    }
    if (state != null) {
      dead.add(state);
    }
    return false;
  }

  private boolean tryAnchors(int step) {
    List<EventKey> equal = equal(step, false);
    if (equal != null) {
      return step == 0 ? tryLatest(equal) : tryEarliest(step, equal);
    } else if (step == 0) {
      return tryLatest();
    }
    long roles = plan.mandatory().get(step).roles();
    long latest = latestAnchor(step);
    int place = timeline.next(roles, window.groupOf(anchors[step - 1]));
    while (place < window.to() && timeline.time(place) <= latest && tries < most) {
      if (fill(step, place)) {
        return true;
      }
      place = timeline.next(roles, place + 1);
    }
    return false;
  }

  private boolean tryLatest() {
    long roles = plan.mandatory().get(0).roles();
    LatestBegin begin = new LatestBegin(window, order.withFirst());
    int place = timeline.previous(roles, Math.min(window.to(), timeline.after(pins.latest(0))));
    while (place >= window.from() && tries < most) {
      if (fill(0, place)) {
        return true;
      }
      tries += begin.width();
      long latest = begin.next();
      int before = latest < timeline.time(place) ? timeline.after(latest) : place;
      place = timeline.previous(roles, before);
    }
    return false;
  }

  private boolean tryLatest(List<EventKey> keys) {
    long latest = Math.min(timeline.time(window.completing()), pins.latest(0));
    for (int i = ByValue.firstFrom(keys, Times.plus(latest, 1)) - 1; i >= 0; i--) {
      int place = timeline.indexOf(keys.get(i)).orElseThrow();
      if (place < window.from() || tries >= most) {
        return false;
      }
      if (fill(0, place)) {
        return true;
      }
    }
    return false;
  }

  private boolean tryEarliest(int step, List<EventKey> keys) {
    long latest = Math.min(timeline.time(window.completing()), latestAnchor(step));
    int at = ByValue.firstFrom(keys, timeline.time(anchors[step - 1]));
    while (at < keys.size() && keys.get(at).eventTime() <= latest && tries < most) {
      if (fill(step, timeline.indexOf(keys.get(at)).orElseThrow())) {
        return true;
      }
      at++;
    }
    return false;
  }

  /**
   * The only events that a step may have because of what one value of another step must equal; null
   * when there is no such value.
   *
   * @param each whether all events of the step must, not only its anchor
   */
  private @Nullable List<EventKey> equal(int step, boolean each) {
    List<EventKey> fewest = null;
    for (Join.Pair equal : order.equal()) {
      List<Value> values = null;
      StepField field = equal.laterField();
      if (equal.later() == step && equal.earlier() < step && (!each || equal.own() == step)) {
        values = equal.earlierField().values(timeline.event(anchors[equal.earlier()]));
      } else if (equal.earlier() == step && equal.later() == last && step < last && !each) {
        field = equal.earlierField();
        values = equal.laterField().values(timeline.event(window.completing()));
      }
      if (values != null && values.size() < 2) {
        List<EventKey> keys =
            values.isEmpty() ? List.of() : timeline.indexes().byValue(field).with(values.get(0));
        fewest = fewest == null || keys.size() < fewest.size() ? keys : fewest;
      }
    }
    return fewest;
  }

  /** The group of the last event before a group that may be of a step, or -1. */
  private int groupBefore(int step, int group) {
    List<EventKey> equal = equal(step, true);
    int before;
    if (equal == null) {
      before = timeline.previous(plan.mandatory().get(step).roles(), group);
    } else {
      int at = ByValue.firstFrom(equal, timeline.time(group)) - 1;
      before = at < 0 ? -1 : timeline.indexOf(equal.get(at)).orElseThrow();
    }
    return before < window.from() ? -1 : window.groupOf(before);
  }

  private long latestAnchor(int step) {
    SequencePlan.Fill fill = plan.mandatory().get(step).fill();
    long first = window.latestFirst(step, anchors[step - 1]);
    return fill.isPlain() ? first : Times.plus(first, fill.span());
  }

  /** Whether an event satisfies what it is asked by itself. */
  private boolean satisfiesItself(int step, int place) {
    return plan.mandatory().get(step).joins().stream()
        .filter(join -> join.lastBefore() < 0)
        .allMatch(join -> join.holds(timeline, place, other -> place));
  }

  /** Whether an event may be of a step after the events that are chosen. */
  private boolean fits(int step, int place) {
    if (used.has(place) || !window.fits(step, place)) {
      return false;
    }
    for (Join join : plan.mandatory().get(step).joins()) {
      tries++;
      if (!join.holds(timeline, place, other -> anchors[other])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the completing event can satisfy what it is asked of an anchor and those before. */
  private boolean fitsCompleting(int step) {
    for (Join join : order.early(step)) {
      tries++;
      if (!join.holds(timeline, window.completing(), other -> anchors[other])) {
        return false;
      }
    }
    return true;
  }

  /** Fills a step so that it is anchored at a place, and goes on. */
  private boolean fill(int step, int place) {
    if (!pins.allowsAnchor(step, place, timeline.time(place)) || !fits(step, place)) {
      return false;
    }
    anchors[step] = place;
    if (!fitsCompleting(step)) {
      return false;
    }
    List<Integer> taken = new ArrayList<>(List.of(place));
    used.add(place);
    boolean filled = fillFrom(step, window.groupOf(place), place, taken);
    used.remove(place);
    return filled;
  }

  /** Takes more events, from a group back, until there are enough. */
  private boolean fillFrom(int step, int group, int anchor, List<Integer> taken) {
    int missing = plan.mandatory().get(step).fill().least() - taken.size();
    if (missing == 0) {
      return filled(step, anchor, taken);
    }
    long time = timeline.time(group);
    if ((step > 0 && time < timeline.time(anchors[step - 1]))
        || timeline.time(anchor) - time > plan.mandatory().get(step).fill().span()) {
      return false;
    }
    List<Integer> fitting = new ArrayList<>();
    for (int i = group, end = window.endOf(group); i < end; i++) {
      if (fits(step, i)) {
        fitting.add(i);
      }
    }
    boolean ofAnchor = timeline.time(anchor) == time;
    int least = ofAnchor ? 0 : Math.min(fitting.size(), missing);
    int next = groupBefore(step, group);
    for (int count = Math.min(fitting.size(), missing); count >= least; count--) {
      if (combine(step, fitting, 0, count, next, anchor, taken)) {
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
      int next,
      int anchor,
      List<Integer> taken) {
    if (count == 0) {
      boolean enough = taken.size() == plan.mandatory().get(step).fill().least();
      return enough
          ? filled(step, anchor, taken)
          : next >= 0 && fillFrom(step, next, anchor, taken);
    }
    for (int i = from; i <= fitting.size() - count && tries < most; i++) {
      int place = fitting.get(i);
      taken.add(place);
      used.add(place);
      boolean found = combine(step, fitting, i + 1, count - 1, next, anchor, taken);
      used.remove(place);
      taken.remove(taken.size() - 1);
      if (found) {
        return true;
      }
    }
    return false;
  }

  private boolean filled(int step, int anchor, List<Integer> taken) {
    tries++;
    int[] sorted = taken.stream().mapToInt(Integer::intValue).sorted().toArray();
    long first = timeline.time(sorted[0]);
    boolean allowed =
        step == 0
            ? !window.refutesBefore(first)
            : first >= timeline.time(anchors[step - 1])
                && first <= window.latestFirst(step, anchors[step - 1]);
    if (!allowed
        || timeline.time(anchor) - first > plan.mandatory().get(step).fill().span()
        || !pins.allows(step, sorted)) {
      return false;
    }
    anchors[step] = anchor;
    events[step] = sorted;
    int compared = forbidden.tries();
    boolean refuted = forbidden.refute(step);
    tries += forbidden.tries() - compared;
    return !refuted && choose(step + 1);
  }

  /** What the steps from one on depend on. */
  private Dead state(int step) {
    int before = anchors[step - 1];
    List<Integer> tied = new ArrayList<>();
    int group = window.groupOf(before);
    for (int i = used.next(group); i >= 0 && i < window.endOf(group); ) {
      tied.add(i);
      i = used.next(i + 1);
    }
    List<@Nullable Value> values = new ArrayList<>();
    for (JoinOrder.Later each : order.later(step)) {
      values.add(each.value(timeline.event(anchors[each.step()])));
    }
    List<Long> times = new ArrayList<>(0);
    forbidden.addTimes(step, times);
    return new Dead(step, before, tied, values, times);
  }

  /** Steps that cannot be filled. */
  private record Dead(
      int step, int before, List<Integer> tied, List<@Nullable Value> values, List<Long> times) {}
}
