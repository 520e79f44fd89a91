package dev.redthread.engine.match;

import dev.redthread.engine.match.Window.Fit;
import java.util.Arrays;

/**
 * Whether steps that want events of one group of equal times can each have their own: a matching of
 * steps and events.
 */
final class Contention {

  /** Restricts which events of a group a step may take. */
  interface Limits {
    Limits NONE = (step, index) -> Choice.FREE;

    Choice of(int step, int index);
  }

  /** Whether a step takes an event. */
  enum Choice {
    FREE,
    TAKEN,
    LEFT
  }

  private final Window window;
  private final int group;
  private final int end;
  private final Limits limits;
  private final int[] owner;
  private final boolean[] seen;

  private Contention(Window window, int group, Limits limits) {
    this.window = window;
    this.group = group;
    this.limits = limits;
    end = window.endOf(group);
    owner = new int[end - group];
    seen = new boolean[end - group];
    Arrays.fill(owner, -1);
  }

  /** Whether the first so many steps can be filled as chosen from this group. */
  static boolean fits(Window window, Fit[] chosen, int count, int group) {
    int wanting = 0;
    for (int step = 0; step < count; step++) {
      if (chosen[step].takes(group) > 0) {
        wanting++;
      }
    }
    return wanting < 2 || fits(window, chosen, count, group, Limits.NONE);
  }

  /** The same, when some events are given to a step or kept from it. */
  static boolean fits(Window window, Fit[] chosen, int count, int group, Limits limits) {
    if (!window.plan().distinct()) {
      return new SharedTies(window, chosen, count, group, limits).fit();
    }
    Contention contention = new Contention(window, group, limits);
    for (int step = 0; step < count; step++) {
      if (!contention.place(step, chosen[step].takes(group))) {
        return false;
      }
    }
    return true;
  }

  /** Gives a step so many events, those first that it must have. */
  private boolean place(int step, int wanted) {
    int placed = 0;
    for (int i = group; i < end; i++) {
      if (limits.of(step, i) == Choice.TAKEN) {
        if (owner[i - group] >= 0 && !moveAway(i)) {
          return false;
        }
        owner[i - group] = step;
        placed++;
      }
    }
    if (placed > wanted) {
      return false;
    }
    for (; placed < wanted; placed++) {
      Arrays.fill(seen, false);
      if (!augment(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean moveAway(int index) {
    int other = owner[index - group];
    if (limits.of(other, index) == Choice.TAKEN) {
      return false;
    }
    Arrays.fill(seen, false);
    seen[index - group] = true;
    return augment(other);
  }

  private boolean augment(int step) {
    for (int i = group; i < end; i++) {
      int at = i - group;
      if (seen[at] || !window.fits(step, i) || limits.of(step, i) != Choice.FREE) {
        continue;
      }
      seen[at] = true;
      int other = owner[at];
      if (other == step || (other >= 0 && limits.of(other, i) == Choice.TAKEN)) {
        continue;
      }
      if (other < 0 || augment(other)) {
        owner[at] = step;
        return true;
      }
    }
    return false;
  }
}
