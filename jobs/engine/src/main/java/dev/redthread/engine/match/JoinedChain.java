package dev.redthread.engine.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the best chain of a completing event when steps compare their events: event by event, since
 * events of one time are not alike.
 *
 * <p>The first chain found is the best by its times unless tied events come into it; then, and to
 * choose between tied events, the search is repeated with parts of the chain given.
 */
final class JoinedChain {
  private final Window window;
  private final Timeline timeline;
  private final SequencePlan plan;
  private final int last;
  private final Pins pins;
  private final JoinSearch search;

  /**
   * @param most how many comparisons are made before giving up
   */
  JoinedChain(Window window, JoinOrder order, int most) {
    this.window = window;
    timeline = window.timeline();
    plan = window.plan();
    last = plan.last();
    pins = new Pins(last + 1);
    search = new JoinSearch(window, order, pins, most);
  }

  /** The chain, or empty when there is none. */
  Optional<EventChain> find() {
    if (!search.exists()) {
      return Optional.empty();
    }
    if (isTied()) {
      best();
    }
    List<int[]> chosen = new ArrayList<>();
    for (int step = 0; step <= last; step++) {
      chosen.add(search.events(step).clone());
    }
    int[] anchors = IntStream.rangeClosed(0, last).map(search::anchor).toArray();
    return Optional.of(new EventChain(window, anchors, chosen));
  }

  /** Whether the search came to no end, so that a chain may have been missed. */
  boolean isAbandoned() {
    return search.isAbandoned();
  }

  /** How many comparisons were made. */
  int tries() {
    return search.tries();
  }

  private boolean isTied() {
    return IntStream.rangeClosed(0, last)
        .flatMap(step -> Arrays.stream(search.events(step)))
        .anyMatch(
            place ->
                (place > 0 && timeline.time(place - 1) == timeline.time(place))
                    || (place + 1 < timeline.size()
                        && timeline.time(place + 1) == timeline.time(place)));
  }

  private void best() {
    pins.pinTime(0, timeline.time(search.anchor(0)));
    for (int step = 1; step < last; step++) {
      do {
        pins.pinBefore(step, timeline.time(search.anchor(step)));
      } while (search.exists());
      pins.pinTime(step, timeline.time(search.anchor(step)));
    }
    for (int step = 0; step < last; step++) {
      bestAnchor(step);
    }
    for (int step = 0; step <= last; step++) {
      if (!plan.mandatory().get(step).fill().isPlain()) {
        bestInside(step);
      }
    }
  }

  private void bestAnchor(int step) {
    int group = window.groupOf(search.anchor(step));
    for (int place = group, end = window.endOf(group); place < end; place++) {
      if (window.fits(step, place)) {
        pins.pinAnchor(step, place);
        if (place == search.anchor(step) || search.exists()) {
          return;
        }
      }
    }
  }

  /** The latest events of a repetition, among tied ones the first. */
  private void bestInside(int step) {
    int least = plan.mandatory().get(step).fill().least();
    int end = window.endOf(window.groupOf(search.anchor(step)));
    while (pins.taken(step).size() < least) {
      int group = window.groupOf(end - 1);
      for (int place = group; place < end; place++) {
        if (window.fits(step, place) && pins.taken(step).size() < least) {
          pins.taken(step).add(place);
          if (!takes(step, place) && !search.exists()) {
            pins.taken(step).remove(place);
            pins.left(step).add(place);
          }
        }
      }
      end = group;
    }
  }

  private boolean takes(int step, int place) {
    return Arrays.binarySearch(search.events(step), place) >= 0;
  }
}
