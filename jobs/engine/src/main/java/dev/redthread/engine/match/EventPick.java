package dev.redthread.engine.match;

import dev.redthread.engine.match.Contention.Choice;
import dev.redthread.engine.match.Window.Fit;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the events of a chain whose times are known: the smallest source and id for each anchor,
 * then for each repetition the latest events and among equal times the smallest source and id.
 *
 * <p>Only where several events share an instant is there anything to choose; each choice is kept
 * when the rest can still be filled.
 */
final class EventPick {
  private final Window window;
  private final int[] anchors;
  private final int steps;
  private final List<List<Fit>> options = new ArrayList<>();
  private final Fit[] chosen;
  private final Places[] taken;
  private final Places[] left;

  EventPick(Window window, int[] anchors) {
    this.window = window;
    this.anchors = anchors;
    steps = anchors.length;
    chosen = new Fit[steps];
    taken = new Places[steps];
    left = new Places[steps];
    for (int step = 0; step < steps; step++) {
      taken[step] = new Places();
      left[step] = new Places();
      options.add(optionsOf(step));
      chosen[step] = options.get(step).get(0);
    }
  }

  private List<Fit> optionsOf(int step) {
    List<Fit> fits = window.ways(step, anchors[step]);
    if (step == 0) {
      return fits;
    }
    int before = anchors[step - 1];
    long latestFirst = window.latestFirst(step, before);
    return fits.stream()
        .filter(fit -> fit.first() >= before && window.time(fit.first()) <= latestFirst)
        .toList();
  }

  EventChain pick() {
    int[] anchorEvents = new int[steps];
    boolean forced = nothingToChoose();
    for (int step = 0; step < steps; step++) {
      anchorEvents[step] = forced ? onlyAnchor(step) : pickAnchor(step);
    }
    List<int[]> events = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      if (forced) {
        take(step);
      } else if (!window.step(step).fill().isPlain()) {
        pickRepetition(step);
      }
      events.add(taken[step].toArray());
    }
    return new EventChain(window, anchorEvents, events);
  }

  private boolean nothingToChoose() {
    for (int step = 0; step < steps; step++) {
      Fit fit = chosen[step];
      if (options.get(step).size() > 1
          || window.count(step, fit.anchor()) != fit.atAnchor()
          || fit.atAnchor() != 1
          || (fit.atFirst() > 0 && window.count(step, fit.first()) != fit.atFirst())
          || (step > 0 && window.plan().distinct() && fit.first() == chosen[step - 1].anchor())) {
        return false;
      }
    }
    return true;
  }

  private int onlyAnchor(int step) {
    int index = anchors[step];
    while (!window.fits(step, index)) {
      index++;
    }
    return index;
  }

  /** Takes all that fits from the first event's group to the anchor's. */
  private void take(int step) {
    Fit fit = chosen[step];
    for (int i = fit.first(), end = window.endOf(fit.anchor()); i < end; i++) {
      if (window.fits(step, i)) {
        taken[step].add(i);
      }
    }
  }

  private int pickAnchor(int step) {
    if (step == steps - 1) {
      taken[step].add(window.completing());
      return window.completing();
    }
    for (int i = anchors[step], end = window.endOf(i); i < end; i++) {
      if (window.fits(step, i) && tryTaking(step, i)) {
        return i;
      }
    }
    throw new IllegalStateException("a chain without an anchor at " + window.time(anchors[step]));
  }

  private void pickRepetition(int step) {
    int least = window.step(step).fill().least();
    int group = anchors[step];
    while (taken[step].size() < least) {
      for (int i = group, end = window.endOf(group); i < end; i++) {
        if (taken[step].size() < least
            && window.fits(step, i)
            && !taken[step].has(i)
            && !tryTaking(step, i)) {
          left[step].add(i);
        }
      }
      if (group == window.from()) {
        break;
      }
      group = window.groupOf(group - 1);
    }
    if (taken[step].size() < least) {
      throw new IllegalStateException("a repetition with too few events");
    }
  }

  private boolean tryTaking(int step, int index) {
    taken[step].add(index);
    if (canFill(0)) {
      return true;
    }
    taken[step].remove(index);
    return false;
  }

  private boolean canFill(int step) {
    if (step == steps) {
      return true;
    }
    for (Fit fit : options.get(step)) {
      if (agrees(step, fit)) {
        chosen[step] = fit;
        if (holds(step, fit.first())
            && (fit.anchor() == fit.first() || holds(step, fit.anchor()))
            && canFill(step + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean holds(int step, int group) {
    return Contention.fits(window, chosen, step + 1, group, this::choice);
  }

  /** Whether what was decided for a step allows to fill it so. */
  private boolean agrees(int step, Fit fit) {
    if (!taken[step].isEmpty() && taken[step].next(0) < fit.first()) {
      return false;
    }
    if (fit.first() == fit.anchor()) {
      return true;
    }
    int leftOut = left[step].next(window.endOf(fit.first()));
    return leftOut < 0 || leftOut >= fit.anchor();
  }

  private Choice choice(int step, int index) {
    if (taken[step].has(index)) {
      return Choice.TAKEN;
    }
    return left[step].has(index) ? Choice.LEFT : Choice.FREE;
  }
}
