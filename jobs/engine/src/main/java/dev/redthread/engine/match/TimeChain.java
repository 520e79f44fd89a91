package dev.redthread.engine.match;

import dev.redthread.engine.match.Window.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds at which times the mandatory steps of the best chain are anchored: the first as late as can
 * be, the others then as early as can be.
 *
 * <p>Goes backwards from the completing event and keeps for each step how far back its predecessor
 * may lie. That is exact but for events that two steps want at one instant; where a group of equal
 * times holds several events, what was found is tried out step by step with the events it takes.
 */
final class TimeChain {
  /** How many fillings of steps are tried for one completing event before giving up. */
  private static final int MOST_TRIES = 200_000;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int ANY = -1;

  private final Window window;
  private final SequencePlan plan;
  private final int steps;
  private final long[] reach;
  private final long[] reachHere;
  private final List<List<Integer>> anchors = new ArrayList<>();
  private final Set<State> dead = new HashSet<>();
  private final Fit[] chosen;
  private final int[] pinned;
  private final List<PriorityQueue<Fit>> begun = new ArrayList<>();
  private int tries;

  TimeChain(Window window) {
    this.window = window;
    plan = window.plan();
    steps = plan.mandatory().size();
    reach = new long[steps];
    reachHere = new long[steps];
    chosen = new Fit[steps];
    pinned = new int[steps];
    Arrays.fill(pinned, ANY);
    Arrays.fill(reach, NEVER);
    for (int i = 0; i < steps; i++) {
      anchors.add(new ArrayList<>());
      begun.add(new PriorityQueue<>(Comparator.comparingInt(fit -> -fit.first())));
    }
  }

  /** Whether the search came to no end, so that a chain may have been missed. */
  boolean isAbandoned() {
    return tries > MOST_TRIES;
  }

  /** The anchors' groups of the best chain, or empty when there is none. */
  Optional<int[]> find() {
    for (int end = window.to(); end > window.from(); ) {
      int group = window.groupOf(end - 1);
      if (visit(group, end)) {
        return Optional.of(earliest());
      }
      if (tries > MOST_TRIES) {
        break;
      }
      if (!alive(window.time(group))) {
        window.reads(window.time(group));
        return Optional.empty();
      }
      end = endOfNext(group);
    }
    window.readsAll();
    return Optional.empty();
  }

  /** The end of the next group, going back, that can open or close anything. */
  private int endOfNext(int group) {
    long roles = 0;
    int next = -1;
    for (int step = 1; step < steps; step++) {
      if (reach[step] < window.time(group)) {
        roles |= window.step(step - 1).roles() | window.step(step).negated();
      }
    }
    for (PriorityQueue<Fit> open : begun) {
      next = open.isEmpty() ? next : Math.max(next, open.peek().first());
    }
    next = Math.max(next, window.timeline().previous(roles, group));
    return next < window.from() ? window.from() : Math.min(group, window.endOf(next));
  }

  /**
   * The anchors found, each moved to where it can be earliest: a repetition before it may be filled
   * in another way than the one that was tried first.
   */
  private int[] earliest() {
    int[] best = Arrays.stream(chosen).mapToInt(Fit::anchor).toArray();
    boolean otherWays = false;
    for (int step = 1; step < steps - 1; step++) {
      pinned[step - 1] = best[step - 1];
      otherWays |= window.ways(step - 1, best[step - 1]).size() > 1;
      List<Integer> groups = anchors.get(step);
      for (int i = firstNotBefore(groups, best[step - 1]); otherWays && i >= 0; i--) {
        pinned[step] = groups.get(i);
        if (pinned[step] >= best[step]) {
          break;
        }
        dead.clear();
        if (begins(window.ways(0, best[0]))) {
          best = Arrays.stream(chosen).mapToInt(Fit::anchor).toArray();
          break;
        }
      }
      pinned[step] = ANY;
    }
    return best;
  }

  /** Whether the best chain begins with an anchor in this group. */
  private boolean visit(int group, int end) {
    long time = window.time(group);
    boolean shared = !plan.distinct() || relevant(group, end) > 1;
    Arrays.fill(reachHere, NEVER);
    boolean found = false;
    for (int step = steps - 1; step >= 0; step--) {
      PriorityQueue<Fit> open = begun.get(step);
      while (!open.isEmpty() && open.peek().first() >= group) {
        reachHere[step] = Math.min(reachHere[step], earliestBefore(step, open.poll()));
      }
      if (!goesOn(step, time, shared)) {
        continue;
      }
      List<Fit> fits = window.ways(step, group);
      if (fits.isEmpty()) {
        continue;
      }
      anchors.get(step).add(group);
      for (Fit fit : fits) {
        if (fit.first() == group) {
          reachHere[step] = Math.min(reachHere[step], earliestBefore(step, fit));
        } else {
          begun.get(step).add(fit);
        }
      }
      found |= step == 0 && begins(fits);
    }
    if (!found) {
      pass(group, end, time);
    }
    return found;
  }

  private int relevant(int group, int end) {
    if (end - group == 1) {
      return 1;
    }
    int relevant = 0;
    for (int i = group; i < end; i++) {
      for (int step = 0; step < steps; step++) {
        if ((window.timeline().roles(i) & window.step(step).roles()) != 0) {
          relevant++;
          break;
        }
      }
    }
    return relevant;
  }

  /** Whether a step anchored at a time may be followed by the next, or is the last. */
  private boolean goesOn(int step, long time, boolean shared) {
    if (step == steps - 1) {
      return time == window.time(window.completing());
    }
    return reach[step + 1] <= time || (shared && reachHere[step + 1] <= time);
  }

  private long earliestBefore(int step, Fit fit) {
    return step == 0
        ? Long.MIN_VALUE
        : Times.minus(window.time(fit.first()), window.step(step).fill().within());
  }

  /** Takes over what the group opens for earlier ones, and what its negated events close. */
  private void pass(int group, int end, long time) {
    long roles = 0;
    for (int i = group; i < end; i++) {
      roles |= window.timeline().roles(i);
    }
    for (int step = 1; step < steps; step++) {
      if (reach[step] != NEVER && (roles & window.step(step).negated()) != 0) {
        reach[step] = Math.max(reach[step], time);
      }
      reach[step] = Math.min(reach[step], reachHere[step]);
    }
  }

  /** Whether any step may still find its predecessor before a time. */
  private boolean alive(long time) {
    for (int step = 1; step < steps; step++) {
      if (reach[step] < time || !begun.get(step).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private boolean begins(List<Fit> fits) {
    for (Fit fit : fits) {
      chosen[0] = fit;
      if (Contention.fits(window, chosen, 1, fit.anchor()) && follow(0)) {
        return true;
      }
    }
    return false;
  }

  /** Chooses the anchors after a step, each as early as can be. */
  private boolean follow(int step) {
    if (step == steps - 1) {
      return true;
    }
    State state = State.of(chosen, step);
    if (dead.contains(state)) {
      return false;
    }
    int next = step + 1;
    long latestFirst = window.latestFirst(next, chosen[step].anchor());
    List<Integer> groups = anchors.get(next);
    for (int i = firstNotBefore(groups, chosen[step].anchor()); i >= 0; i--) {
      int group = groups.get(i);
      if (pinned[next] != ANY && pinned[next] != group) {
        continue;
      }
      if (window.step(next).fill().isPlain() && window.time(group) > latestFirst) {
        break;
      }
      if (window.step(next).fill().isPlain()
          && plan.distinct()
          && group == chosen[step].anchor()
          && window.endOf(group) == group + 1) {
        continue;
      }
      for (Fit fit : window.ways(next, group)) {
        if (++tries > MOST_TRIES) {
          return false;
        }
        if (takes(step, fit, latestFirst) && follow(next)) {
          return true;
        }
      }
    }
    dead.add(state);
    return false;
  }

  private boolean takes(int step, Fit fit, long latestFirst) {
    int before = chosen[step].anchor();
    if (fit.first() < before || window.time(fit.first()) > latestFirst) {
      return false;
    }
    chosen[step + 1] = fit;
    return Contention.fits(window, chosen, step + 2, before)
        && (fit.anchor() == before || Contention.fits(window, chosen, step + 2, fit.anchor()));
  }

  /** The last place, in groups from late to early, whose group is not before another. */
  private static int firstNotBefore(List<Integer> groups, int group) {
    int low = 0;
    int high = groups.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (groups.get(middle) >= group) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * What the steps still to come depend on.
   *
   * @param step the step last filled
   * @param anchor the group of its anchor
   * @param oldest the first of the steps that take events of that group
   * @param oldestTakes how many events of that group this one takes
   */
  private record State(int step, int anchor, int oldest, int oldestTakes) {
    static State of(Fit[] chosen, int step) {
      int anchor = chosen[step].anchor();
      int oldest = step;
      while (oldest > 0 && chosen[oldest - 1].anchor() == anchor) {
        oldest--;
      }
      return new State(step, anchor, oldest, chosen[oldest].takes(anchor));
    }
  }
}
