package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends a case through a detector that goes by another form of the pattern at first, and compares
 * what is open with the reference at the end.
 *
 * <p><i>Errors:</i> {@link AssertionError} at a difference, or when a state is left.
 */
final class ChangeRun {
  private final GeneratedCase generated;
  private final PatternSet before;
  private final Setting setting;
  private final Dice dice;
  private final WallClock wallClock = new WallClock(5_000);
  private final Published published = new Published(false);
  private final Map<List<String>, HeapTimelineState> states = new HashMap<>();
  private final TreeMap<Long, Set<List<String>>> timers = new TreeMap<>();
  private PatternSet inForce;
  private Detector detector;

  private ChangeRun(GeneratedCase generated, PatternSet before, Setting setting, Dice dice) {
    this.generated = generated;
    this.before = before;
    this.setting = setting;
    this.dice = dice;
    inForce = before;
    detector = Detectors.REAL.create(before, wallClock, setting);
  }

  /**
   * Runs a case, whose candidates must be what the screen makes of their events.
   *
   * @param before another form of its pattern, which keeps events for at least as long
   * @param seed decides when the pattern changes and how
   */
  static void check(GeneratedCase generated, PatternSet before, Setting setting, long seed) {
    new ChangeRun(generated, before, setting, new Dice(seed, "change")).run();
  }

  private void run() {
    Expected expected = new Expected(generated);
    int change = dice.between(0, generated.arrivals().size());
    for (int i = 0; i < generated.arrivals().size(); i++) {
      Arrival arrival = generated.arrivals().get(i);
      wake(arrival.watermark());
      if (i == change) {
        change(arrival.watermark());
      }
      arrive(arrival);
      expected.arrived(arrival.candidate());
    }
    if (change == generated.arrivals().size()) {
      change(timers.isEmpty() ? Cases.BEGIN : timers.firstKey() - 1);
    }
    while (!timers.isEmpty()) {
      wake(timers.firstKey());
    }
    Map<String, Shown> wanted = expected.open(Long.MAX_VALUE);
    if (!published.open().equals(wanted)) {
      throw new AssertionError(
          "changed before arrival "
              + (change + 1)
              + " from "
              + before.patterns()
              + "\n  expected "
              + wanted
              + "\n  but was  "
              + published.open());
    }
    states.forEach(
        (group, state) -> {
          if (!state.isEmpty()) {
            throw new AssertionError("left in the state of " + group + ": " + state);
          }
        });
  }

  /** Goes over to the pattern: at a restart or in place, key by key at once or as they are met. */
  private void change(long clock) {
    inForce = generated.patterns();
    if (dice.percent(30)) {
      detector = Detectors.REAL.create(inForce, wallClock, setting);
    } else {
      detector.change(inForce, dice.percent(50) ? Map.of() : Map.of(id(), clock));
    }
    for (List<String> group : List.copyOf(states.keySet())) {
      HeapTimelineState state = state(group);
      if (dice.percent(50) && detector.isStale(id(), group, state)) {
        at(detector.renew(id(), group, state, clock, published::add), group);
        published.checkMerged();
        if (detector.isStale(id(), group, state)) {
          throw new AssertionError("still stale");
        }
      }
    }
  }

  private String id() {
    return generated.pattern().id();
  }

  private void arrive(Arrival arrival) {
    Candidate candidate = arrival.candidate();
    if (dice.percent(setting.restartPercent())) {
      detector = Detectors.REAL.create(inForce, wallClock, setting);
    }
    wallClock.move(dice.between(0, 2));
    at(
        detector.onCandidate(
            candidate, state(candidate.group()), arrival.watermark(), published::add),
        candidate.group());
    published.checkMerged();
  }

  private void wake(long clock) {
    while (!timers.isEmpty() && timers.firstKey() <= clock) {
      List<List<String>> due = new ArrayList<>(timers.remove(timers.firstKey()));
      for (List<String> group : due) {
        at(detector.onClock(id(), group, state(group), clock, published::add), group);
        published.checkMerged();
      }
    }
  }

  private void at(long time, List<String> group) {
    if (time < Long.MAX_VALUE) {
      timers.computeIfAbsent(time, any -> new HashSet<>()).add(group);
    }
  }

  private HeapTimelineState state(List<String> group) {
    return states.computeIfAbsent(group, any -> new HeapTimelineState(new Dice(dice.seed())));
  }
}
