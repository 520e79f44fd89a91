package dev.redthread.engine.match;

import dev.redthread.engine.match.Contention.Choice;
import dev.redthread.engine.match.Window.Fit;
import java.util.stream.IntStream;

/**
 * Whether steps that may share events can be filled from one group of equal times.
 *
 * <p>Some order of the group must agree with the order of the steps, so the steps that one event
 * fills follow each other without another event's step between them. An event goes on filling steps
 * as long as it fits, which never takes anything from the steps after; only which event comes next
 * is tried.
 */
final class SharedTies {
  private static final int MOST_TRIES = 10_000;
  private static final int NONE = -1;

  private final Window window;
  private final int[] steps;
  private final int group;
  private final int end;
  private final Contention.Limits limits;
  private final Places used = new Places();
  private int tries;

  SharedTies(Window window, Fit[] chosen, int count, int group, Contention.Limits limits) {
    this.window = window;
    this.group = group;
    this.limits = limits;
    end = window.endOf(group);
    steps = IntStream.range(0, count).filter(step -> chosen[step].takes(group) > 0).toArray();
  }

  boolean fit() {
    return fit(0, NONE);
  }

  private boolean fit(int place, int current) {
    if (place == steps.length) {
      return true;
    }
    int step = steps[place];
    if (current != NONE && allows(step, current)) {
      return fit(place + 1, current);
    }
    for (int i = group; i < end && tries++ < MOST_TRIES; i++) {
      if (!used.has(i) && allows(step, i)) {
        used.add(i);
        if (fit(place + 1, i)) {
          return true;
        }
        used.remove(i);
      }
    }
    return false;
  }

  private boolean allows(int step, int index) {
    if (step == window.plan().last() && window.holdsCompleting(group)) {
      return index == window.completing();
    }
    return window.fits(step, index)
        && limits.of(step, index) != Choice.LEFT
        && !isForcedElsewhere(step, index);
  }

  private boolean isForcedElsewhere(int step, int index) {
    if (limits.of(step, index) == Choice.TAKEN) {
      return false;
    }
    for (int i = group; i < end; i++) {
      if (limits.of(step, i) == Choice.TAKEN) {
        return true;
      }
    }
    return false;
  }
}
