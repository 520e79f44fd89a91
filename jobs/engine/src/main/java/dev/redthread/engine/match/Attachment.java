package dev.redthread.engine.match;

import dev.redthread.engine.match.SequencePlan.Fill;
import java.util.ArrayList;
import java.util.List;

/**
 * Attaches to a chosen mandatory chain the largest set of optional steps that fits around it, and
 * then what repetitions take beyond their least number.
 *
 * <p>Steps are placed from the last to the first, each as late as the rest allows. An earlier place
 * never leaves more room to the steps before it, but for events of one instant, for the timespan
 * after the completing event and for steps in any order; only there is anything tried again.
 */
final class Attachment {
  /** How many placements are tried for one chain before optional steps are given up. */
  private static final int MOST_TRIES = 100_000;

  private final Window window;
  private final SequencePlan plan;
  private final EventChain chain;
  private final Timeline timeline;
  private final long completingTime;
  private final int mandatory;
  private final AttachedJoins compared;
  private int tries;

  Attachment(Window window, EventChain chain) {
    this.window = window;
    this.chain = chain;
    plan = window.plan();
    timeline = window.timeline();
    completingTime = window.time(window.completing());
    mandatory = plan.mandatory().size();
    compared = new AttachedJoins(plan, timeline, chain);
  }

  void attach() {
    List<Integer> plausible = new ArrayList<>();
    for (int place = 0; place < plan.optional().size(); place++) {
      if (place(List.of(place), 0, completingTime)) {
        plausible.add(place);
        chain.detach(place);
      }
    }
    for (int size = plausible.size(); size > 0; size--) {
      if (anySubset(plausible, 0, size, new ArrayList<>())) {
        break;
      }
    }
    attachExtras();
  }

  private boolean anySubset(List<Integer> of, int from, int size, List<Integer> subset) {
    if (subset.size() == size) {
      return place(subset, size - 1, completingTime);
    }
    for (int i = from; i <= of.size() - (size - subset.size()); i++) {
      subset.add(of.get(i));
      if (anySubset(of, i + 1, size, subset)) {
        return true;
      }
      subset.remove(subset.size() - 1);
    }
    return false;
  }

  /** Places the steps up to one of them, when the last event of all has this time. */
  private boolean place(List<Integer> places, int upTo, long lastTime) {
    if (upTo < 0) {
      return true;
    }
    int place = places.get(upTo);
    SequencePlan.Optional step = plan.optional().get(place);
    Room room = room(places, upTo, lastTime);
    boolean exact = step.next() < mandatory && !step.grouped();
    boolean failed = false;
    long failedTime = 0;
    boolean depends = compared.dependsOnEarlier(place, places);
    for (int i = timeline.after(room.latestAnchor) - 1; i >= 0; i--) {
      long time = timeline.time(i);
      if (time < room.earliestAnchor || (failed && exact && !depends && time != failedTime)) {
        return false;
      }
      if (!isFree(step.fill(), i) || !compared.allowsAnchor(place, i, places)) {
        continue;
      }
      Spot spot = new Spot(places, upTo, step, room, i, Math.max(lastTime, time));
      if (spot.fill()) {
        return true;
      }
      if (tries > MOST_TRIES) {
        return false;
      }
      failed |= spot.restFailed;
      failedTime = failed ? time : 0;
    }
    return false;
  }

  private boolean isFree(Fill fill, int index) {
    return (timeline.roles(index) & fill.roles()) != 0 && !chain.uses(index);
  }

  private Room room(List<Integer> places, int at, long lastTime) {
    SequencePlan.Optional step = plan.optional().get(places.get(at));
    int gap = step.gap();
    int next = step.next();
    long earliest = gap > 0 ? chain.lastOf(gap - 1) : Times.minus(lastTime, plan.timespan());
    long latestFirst =
        gap > 0 ? Times.plus(chain.lastOf(gap - 1), step.fill().within()) : Long.MAX_VALUE;
    long latestAnchor =
        next < mandatory
            ? chain.firstOf(next)
            : Times.plus(Math.min(chain.begins(), chain.firstAttached()), plan.timespan());
    long earliestAnchor = earliest;
    for (int each = next;
        gap == next && next < mandatory && each < window.step(next).end();
        each++) {
      long bound = Times.minus(chain.firstTime(each), window.step(each).fill().within());
      earliestAnchor = Math.max(earliestAnchor, bound);
    }
    for (int place : places.subList(at + 1, places.size())) {
      int[] after = chain.optional(place);
      if (after != null && plan.optional().get(place).element() > step.element()) {
        latestAnchor = Math.min(latestAnchor, timeline.time(after[0]));
      }
    }
    return new Room(earliest, latestFirst, earliestAnchor, latestAnchor);
  }

  private void attachExtras() {
    int place = 0;
    int step = 0;
    while (step < mandatory || place < plan.optional().size()) {
      if (place < plan.optional().size()
          && (step == mandatory || plan.optional().get(place).file() < window.step(step).file())) {
        SequencePlan.Optional optional = plan.optional().get(place);
        int[] events = chain.optional(place);
        if (events != null) {
          attachExtras(optional.fill(), events, optional.gap(), place + step, ~place);
        }
        place++;
      } else {
        int[] events = chain.mandatory(step);
        int before = window.step(step).begin();
        attachExtras(window.step(step).fill(), events, before, place + step, step);
        step++;
      }
    }
  }

  private void attachExtras(Fill fill, int[] events, int stepsBefore, int order, int step) {
    int missing = fill.most() - events.length;
    if (missing <= 0) {
      return;
    }
    long anchorTime = timeline.time(events[events.length - 1]);
    long earliest =
        Math.max(
            Times.minus(anchorTime, fill.span()), Times.minus(chain.lastTime(), plan.timespan()));
    if (stepsBefore > 0) {
      earliest = Math.max(earliest, Times.plus(chain.lastOf(stepsBefore - 1), 1));
    }
    int end = timeline.after(timeline.time(events[0]));
    while (end > 0 && missing > 0 && timeline.time(end - 1) >= earliest) {
      int group = timeline.from(timeline.time(end - 1));
      for (int i = group; i < end && missing > 0; i++) {
        if (isFree(fill, i) && compared.allowsExtra(step, i)) {
          chain.addExtra(order, i);
          missing--;
        }
      }
      end = group;
    }
  }

  /**
   * Where an optional step may lie.
   *
   * @param earliest the earliest time of its first event
   * @param latestFirst the latest time of its first event
   */
  private record Room(long earliest, long latestFirst, long earliestAnchor, long latestAnchor) {}

  /** One anchor for an optional step, and the events of its repetition. */
  private final class Spot {
    private final List<Integer> places;
    private final int upTo;
    private final SequencePlan.Optional step;
    private final Room room;
    private final int anchor;
    private final long lastTime;
    private final int place;
    private final List<Integer> events = new ArrayList<>();
    private boolean restFailed;

    Spot(
        List<Integer> places,
        int upTo,
        SequencePlan.Optional step,
        Room room,
        int anchor,
        long lastTime) {
      this.places = places;
      this.upTo = upTo;
      this.step = step;
      this.room = room;
      this.anchor = anchor;
      this.lastTime = lastTime;
      place = places.get(upTo);
    }

    boolean fill() {
      events.add(anchor);
      return fillFrom(timeline.after(timeline.time(anchor)), step.fill().least() - 1);
    }

    /** Fills with the events before a place, so many more. */
    private boolean fillFrom(int end, int missing) {
      if (missing == 0) {
        return tryRest();
      }
      if (end == 0
          || timeline.time(end - 1) < room.earliest
          || timeline.time(anchor) - timeline.time(end - 1) > step.fill().span()) {
        return false;
      }
      int group = timeline.from(timeline.time(end - 1));
      List<Integer> free = new ArrayList<>();
      for (int i = group; i < end; i++) {
        if (i != anchor && isFree(step.fill(), i) && compared.allows(place, i)) {
          free.add(i);
        }
      }
      int least =
          timeline.time(group) == timeline.time(anchor) ? 0 : Math.min(free.size(), missing);
      for (int taken = Math.min(free.size(), missing); taken >= least; taken--) {
        if (choose(free, 0, taken, group, missing - taken)) {
          return true;
        }
      }
      return false;
    }

    private boolean choose(List<Integer> free, int from, int taken, int end, int missing) {
      if (taken == 0) {
        return fillFrom(end, missing);
      }
      for (int i = from; i <= free.size() - taken; i++) {
        events.add(free.get(i));
        if (choose(free, i + 1, taken - 1, end, missing)) {
          return true;
        }
        events.remove(events.size() - 1);
      }
      return false;
    }

    private boolean tryRest() {
      int[] sorted = events.stream().mapToInt(Integer::intValue).sorted().toArray();
      long first = timeline.time(sorted[0]);
      if (first < room.earliest || first > room.latestFirst || ++tries > MOST_TRIES) {
        return false;
      }
      chain.attach(place, sorted, anchor);
      if (place(places, upTo - 1, lastTime)) {
        return true;
      }
      chain.detach(place);
      restFailed = true;
      return false;
    }
  }
}
