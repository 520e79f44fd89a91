package dev.redthread.engine.match;

import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the best chain of a completing event where steps stand in groups in any order: element by
 * element, a group being one element and a step by itself another.
 *
 * <p>The chain begins as late as can be. After that each step is tried from the earliest event on,
 * in the order of the file, so the first chain found is the best by its times unless tied events or
 * events that a repetition leaves to another step come into it; then, and to choose between tied
 * events, the search is repeated with parts of the chain given.
 *
 * <p><i>Cost:</i> at the most {@link #MOST_TRIES} fillings of steps before giving up. An element
 * that ends where what follows cannot begin is not tried again.
 */
final class GroupedChain {
  private static final int MOST_TRIES = 100_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final Window window;
  private final Timeline timeline;
  private final SequencePlan plan;
  private final int last;
  private final int[] anchors;
  private final int[][] events;
  private final long[] lowestEnd;
  private final BitSet used = new BitSet();
  private final BitSet owed = new BitSet();
  private final Set<Dead> dead = new HashSet<>();
  private final List<List<Later>> later = new ArrayList<>();
  private final Pins pins;
  private long begins = NEVER;
  private boolean beginsPinned;
  private int tries;

  GroupedChain(Window window) {
    this.window = window;
    timeline = window.timeline();
    plan = window.plan();
    last = plan.last();
    anchors = new int[last + 1];
    events = new int[last + 1][];
    pins = new Pins(last + 1);
    lowestEnd = lowestEnds();
    for (int step = 0; step <= last; step++) {
      later.add(new ArrayList<>());
    }
    for (SequencePlan.Mandatory step : plan.mandatory()) {
      step.joins().forEach(this::sort);
    }
  }

  private void sort(Join join) {
    for (int field = 0; field < join.size(); field++) {
      for (int step = join.step(field) + 1; step <= join.own(); step++) {
        later.get(step).add(new Later(join, field));
      }
    }
  }

  /** For each step, before when its element cannot end if what follows is to reach the end. */
  private long[] lowestEnds() {
    long[] lowest = new long[last + 1];
    long end = timeline.time(window.completing());
    for (int to = last + 1; to > 0; ) {
      int from = step(to - 1).begin();
      Arrays.fill(lowest, from, to, end);
      long before = Long.MAX_VALUE;
      for (int step = from; step < to; step++) {
        SequencePlan.Fill fill = step(step).fill();
        long first = fill.isPlain() ? end : Times.minus(end, fill.span());
        before = Math.min(before, Times.minus(first, fill.within()));
      }
      to = from;
      end = before;
    }
    return lowest;
  }

  /** The chain, or empty when there is none. */
  Optional<EventChain> find() {
    if (!exists()) {
      return Optional.empty();
    }
    if (isTied() || plan.sharesRepeated()) {
      best();
    }
    List<int[]> chosen = new ArrayList<>();
    for (int[] each : events) {
      chosen.add(each.clone());
    }
    return Optional.of(new EventChain(window, anchors.clone(), chosen));
  }

  /** Whether the search came to no end, so that a chain may have been missed. */
  boolean isAbandoned() {
    return tries > MOST_TRIES;
  }

  private SequencePlan.Mandatory step(int step) {
    return plan.mandatory().get(step);
  }

  /** Whether there is a chain with what is pinned; if so, it is chosen. */
  private boolean exists() {
    int[] anchorsBefore = anchors.clone();
    int[][] eventsBefore = events.clone();
    long beginsBefore = begins;
    dead.clear();
    used.clear();
    owed.clear();
    boolean found = begin();
    if (!found) {
      System.arraycopy(anchorsBefore, 0, anchors, 0, anchors.length);
      System.arraycopy(eventsBefore, 0, events, 0, events.length);
      begins = beginsBefore;
    }
    return found;
  }

  private boolean begin() {
    if (beginsPinned || !step(0).isGrouped()) {
      return latestBegin() != NEVER && choose(0);
    }
    long latest = latestBegin();
    int place = latest == NEVER ? -1 : timeline.after(latest);
    long roles = plan.elementRoles(0);
    for (place = timeline.previous(roles, place); place >= window.from() && !isAbandoned(); ) {
      tries++;
      begins = timeline.time(place);
      if (!window.refutesBefore(begins) && choose(0)) {
        return true;
      }
      place = timeline.previous(roles, timeline.from(begins));
    }
    return false;
  }

  /** When a chain may begin at the latest, by the roles of events alone; never when in no way. */
  private long latestBegin() {
    long at = timeline.time(window.completing());
    for (int to = last + 1; to > 0; ) {
      int from = step(to - 1).begin();
      int end = timeline.after(at);
      for (int step = from; step < to; step++) {
        long roles = step(step).roles();
        boolean completes = to == last + 1 && (timeline.roles(window.completing()) & roles) != 0;
        int place = completes ? window.completing() : timeline.previous(roles, end);
        if (place < window.from()) {
          return NEVER;
        }
        at = Math.min(at, timeline.time(place));
      }
      to = from;
    }
    return at;
  }

  private boolean isTied() {
    return Arrays.stream(events)
        .flatMapToInt(Arrays::stream)
        .anyMatch(
            place ->
                (place > 0 && timeline.time(place - 1) == timeline.time(place))
                    || (place + 1 < timeline.size()
                        && timeline.time(place + 1) == timeline.time(place)));
  }

  private void best() {
    beginsPinned = step(0).isGrouped();
    if (!beginsPinned) {
      pins.pinTime(0, timeline.time(anchors[0]));
    }
    for (int step = beginsPinned ? 0 : 1; step <= last; step++) {
      do {
        pins.pinBefore(step, timeline.time(anchors[step]));
      } while (exists());
      pins.pinTime(step, timeline.time(anchors[step]));
    }
    for (int step = 0; step <= last; step++) {
      bestAnchor(step);
    }
    for (int step = 0; step <= last; step++) {
      if (!step(step).fill().isPlain()) {
        bestInside(step);
      }
    }
  }

  private void bestAnchor(int step) {
    int group = window.groupOf(anchors[step]);
    for (int place = group, end = window.endOf(group); place < end; place++) {
      if (window.fits(step, place)) {
        pins.pinAnchor(step, place);
        if (place == anchors[step] || exists()) {
          return;
        }
      }
    }
  }

  /** The latest events of a repetition, among tied ones the first. */
  private void bestInside(int step) {
    int least = step(step).fill().least();
    int end = window.endOf(window.groupOf(anchors[step]));
    while (pins.taken(step).cardinality() < least) {
      int group = window.groupOf(end - 1);
      for (int place = group; place < end; place++) {
        if (window.fits(step, place) && pins.taken(step).cardinality() < least) {
          pins.taken(step).set(place);
          if (Arrays.binarySearch(events[step], place) < 0 && !exists()) {
            pins.taken(step).clear(place);
            pins.left(step).set(place);
          }
        }
      }
      end = group;
    }
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
    if (tryAnchors(step)) {
      return true;
    }
    if (state != null) {
      dead.add(state);
    }
    return false;
  }

  /** When the element before that of a step ends, or the chain begins. */
  private long endBefore(int step) {
    int begin = step(step).begin();
    return begin == 0 ? begins : lastOf(begin - 1, begin);
  }

  /** The last of the anchors of the element of a step, of those steps that lie before another. */
  private long lastOf(int step, int to) {
    long end = NEVER;
    for (int each = step(step).begin(); each < to; each++) {
      end = Math.max(end, timeline.time(anchors[each]));
    }
    return end;
  }

  /** The first of the events of an element, of those steps that lie before another. */
  private long firstOf(int step, int to) {
    long first = Long.MAX_VALUE;
    for (int each = step(step).begin(); each < to; each++) {
      first = Math.min(first, timeline.time(events[each][0]));
    }
    return first;
  }

  private boolean tryAnchors(int step) {
    boolean first = step == 0 && !step(0).isGrouped();
    return first ? tryLatest() : tryEarliest(step);
  }

  private boolean tryLatest() {
    long roles = step(0).roles();
    long latest = Math.min(latestBegin(), pins.latest(0));
    int place = timeline.previous(roles, Math.min(window.to(), timeline.after(latest)));
    int from = Math.max(window.from(), timeline.from(pins.earliest(0)));
    while (place >= from && !isAbandoned()) {
      if (fill(0, place)) {
        return true;
      }
      place = timeline.previous(roles, place);
    }
    return false;
  }

  private boolean tryEarliest(int step) {
    long latest = Math.min(pins.latest(step), latestAnchor(step));
    long earliest = Math.max(pins.earliest(step), endBefore(step));
    earliest = Math.max(earliest, window.time(window.from()));
    if (lastOf(step, step) < lowestEnd[step] && !isReachedAfter(step)) {
      earliest = Math.max(earliest, lowestEnd[step]);
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

  /** Whether a step of the group after this one may end the element late enough. */
  private boolean isReachedAfter(int step) {
    int first = mustBegin(step);
    for (int each = step + 1; each < step(step).end(); each++) {
      boolean late =
          each == first
              ? begins >= lowestEnd[step]
              : timeline.next(step(each).roles(), timeline.from(lowestEnd[step])) < window.to();
      if (late) {
        return true;
      }
    }
    return false;
  }

  /** The only step from one on that can begin the chain when it is to begin now; -1 when none. */
  private int mustBegin(int step) {
    if (step(step).begin() > 0 || !step(step).isGrouped() || firstOf(step, step) == begins) {
      return -1;
    }
    int group = timeline.from(begins);
    int only = -1;
    for (int each = step; each < step(step).end(); each++) {
      int place = timeline.next(step(each).roles(), group);
      if (place < window.to() && timeline.time(place) == begins) {
        if (only >= 0 || !step(each).fill().isPlain()) {
          return -1;
        }
        only = each;
      }
    }
    return only;
  }

  private long latestAnchor(int step) {
    SequencePlan.Fill fill = step(step).fill();
    if (mustBegin(step) == step) {
      return begins;
    }
    long first = latestFirst(step);
    return fill.isPlain() ? first : Times.plus(first, fill.span());
  }

  /** The latest time at which a step may have its first event. */
  private long latestFirst(int step) {
    int begin = step(step).begin();
    if (begin == 0) {
      return Long.MAX_VALUE;
    }
    long latest = Times.plus(endBefore(step), step(step).fill().within());
    return step(step).isGrouped() ? latest : Math.min(latest, latestBegin(begin));
  }

  /** The latest time at which an element may begin, because of what may not be there before it. */
  private long latestBegin(int begin) {
    long negated = step(begin).negated();
    if (negated == 0) {
      return Long.MAX_VALUE;
    }
    int refuting = timeline.next(negated, timeline.after(endBefore(begin)));
    return refuting < window.to() ? timeline.time(refuting) : Long.MAX_VALUE;
  }

  /** Whether an event may be of a step after the events that are chosen. */
  private boolean fits(int step, int place) {
    if (used.get(place) || !window.fits(step, place)) {
      return false;
    }
    for (Join join : step(step).joins()) {
      tries++;
      if (!join.holds(timeline, place, other -> anchors[other])) {
        return false;
      }
    }
    return true;
  }

  /** Fills a step so that it is anchored at a place, and goes on. */
  private boolean fill(int step, int place) {
    tries++;
    if (!pins.allowsAnchor(step, place, timeline.time(place))
        || !mayEndAt(step, place)
        || !fits(step, place)) {
      return false;
    }
    anchors[step] = place;
    used.set(place);
    boolean filled = fillFrom(step, window.groupOf(place), place, new ArrayList<>(List.of(place)));
    used.clear(place);
    return filled;
  }

  /** Whether the completing event is or can still become one of the last element's anchors. */
  private boolean mayEndAt(int step, int place) {
    if (step(step).end() <= last || place == window.completing()) {
      return true;
    }
    for (int each = step(step).begin(); each < step; each++) {
      if (anchors[each] == window.completing()) {
        return true;
      }
    }
    for (int each = step + 1; each <= last; each++) {
      if (window.fits(each, window.completing())) {
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
    if (time < endBefore(step) || timeline.time(anchor) - time > fill.span()) {
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
      used.set(place);
      boolean found = combine(step, fitting, i + 1, count - 1, group, anchor, taken);
      used.clear(place);
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
          if (!owed.get(place)) {
            left.add(place);
          }
        }
      }
    }
    left.forEach(owed::set);
    boolean found = fillFrom(step, window.groupOf(before), anchor, taken);
    left.forEach(owed::clear);
    return found;
  }

  private boolean filled(int step, int anchor, List<Integer> taken) {
    tries++;
    int[] sorted = taken.stream().mapToInt(Integer::intValue).sorted().toArray();
    long first = timeline.time(sorted[0]);
    boolean leading = step(step).begin() == 0;
    boolean early =
        leading
            ? step(step).isGrouped() ? first < begins : window.refutesBefore(first)
            : first < endBefore(step);
    if (early
        || first > latestFirst(step)
        || timeline.time(anchor) - first > step(step).fill().span()
        || !pins.allows(step, sorted)) {
      return false;
    }
    anchors[step] = anchor;
    events[step] = sorted;
    return step + 1 < step(step).end() ? tryAnchors(step + 1) : isElement(step) && choose(step + 1);
  }

  /** Whether all steps of an element are filled as one. */
  private boolean isElement(int step) {
    SequencePlan.Mandatory element = step(step);
    int end = element.end();
    if (element.isGrouped()) {
      long first = firstOf(step, end);
      BitSet missing = (BitSet) owed.clone();
      missing.andNot(used);
      boolean begun =
          element.begin() == 0 ? first == begins : first <= latestBegin(element.begin());
      if (!begun || !missing.isEmpty()) {
        return false;
      }
    }
    return lastOf(step, end) >= lowestEnd[step] && (end <= last || endsAtCompleting(step));
  }

  private boolean endsAtCompleting(int step) {
    for (int each = step(step).begin(); each <= last; each++) {
      if (anchors[each] == window.completing()) {
        return true;
      }
    }
    return false;
  }

  /** What the steps from one on depend on. */
  private Dead state(int step) {
    long end = endBefore(step);
    List<Integer> tied = new ArrayList<>();
    int group = timeline.from(end);
    for (int i = used.nextSetBit(group); i >= 0 && timeline.time(i) == end; ) {
      tied.add(i);
      i = used.nextSetBit(i + 1);
    }
    List<@Nullable Value> values = new ArrayList<>();
    for (Later each : later.get(step)) {
      int place = anchors[each.join.step(each.field)];
      values.add(each.join.value(each.field, timeline.event(place)));
    }
    return new Dead(step, end, tied, values);
  }

  /** A field that is read after its step. */
  private record Later(Join join, int field) {}

  /** Steps that cannot be filled. */
  private record Dead(int step, long end, List<Integer> tied, List<@Nullable Value> values) {}
}
