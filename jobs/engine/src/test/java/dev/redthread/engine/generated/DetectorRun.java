package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sends a case through a detector as the operator would, and compares what is open with the
 * reference after each arrival and whenever the clock has moved.
 *
 * <p><i>Errors:</i> {@link AssertionError} at the first difference.
 */
public final class DetectorRun {
  private final GeneratedCase generated;
  private final Setting setting;
  private final Detectors detectors;
  private final Expected expected;
  private final Dice dice;
  private final WallClock wallClock = new WallClock(5_000);
  private final Published published = new Published(true);
  private final Map<List<String>, HeapTimelineState> states = new HashMap<>();
  private final TreeMap<Long, Set<List<String>>> timers = new TreeMap<>();
  private Detector detector;

  private DetectorRun(
      GeneratedCase generated, Setting setting, Detectors detectors, Expected expected, Dice dice) {
    this.generated = generated;
    this.setting = setting;
    this.detectors = detectors;
    this.expected = expected;
    this.dice = dice;
    this.detector = detectors.create(generated.patterns(), wallClock, setting);
    expected.restart();
  }

  /** Runs a case; {@code seed} decides restarts and the order of the state's entries. */
  public static void check(
      GeneratedCase generated, Setting setting, long seed, Detectors detectors, Expected expected) {
    new DetectorRun(generated, setting, detectors, expected, new Dice(seed, "run")).run();
  }

  private void run() {
    for (int i = 0; i < generated.arrivals().size(); i++) {
      Arrival arrival = generated.arrivals().get(i);
      wake(arrival.watermark());
      compare("before arrival " + (i + 1), arrival.watermark());
      arrive(arrival);
      compare("after arrival " + (i + 1), arrival.watermark());
    }
    end();
    compare("at the end", Long.MAX_VALUE);
    states.forEach(
        (group, state) -> {
          if (!state.isEmpty()) {
            throw new AssertionError("left in the state of " + group + ": " + state);
          }
        });
  }

  private void arrive(Arrival arrival) {
    Candidate candidate = arrival.candidate();
    if (dice.percent(setting.restartPercent())) {
      detector = detectors.create(generated.patterns(), wallClock, setting);
    }
    wallClock.move(dice.between(0, 2));
    at(
        detector.onCandidate(
            candidate, state(candidate.group()), arrival.watermark(), published::add),
        candidate.group());
    expected.arrived(candidate);
    published.checkMerged();
  }

  /** Wakes the keys whose time has come. */
  private void wake(long clock) {
    while (!timers.isEmpty() && timers.firstKey() <= clock) {
      List<List<String>> due = new ArrayList<>(timers.remove(timers.firstKey()));
      for (List<String> group : due) {
        long next =
            detector.onClock(generated.pattern().id(), group, state(group), clock, published::add);
        if (next <= clock) {
          throw new AssertionError("wants to be woken at " + next + ", at " + clock);
        }
        at(next, group);
        published.checkMerged();
      }
    }
  }

  /** Lets everything pass: step by step, or at once as the end of the input does. */
  private void end() {
    boolean atOnce = dice.percent(50);
    while (!timers.isEmpty()) {
      long clock = atOnce ? Long.MAX_VALUE - 1 : timers.firstKey();
      wake(clock);
      compare("at " + clock, clock);
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

  private void compare(String when, long clock) {
    Map<String, Shown> open = published.open();
    Map<String, Shown> wanted = expected.open(clock);
    if (!open.equals(wanted)) {
      StringBuilder text = new StringBuilder(when);
      for (String id : new TreeSet<>(union(open.keySet(), wanted.keySet()))) {
        if (!Objects.equals(open.get(id), wanted.get(id))) {
          text.append("\n  expected ").append(wanted.get(id));
          text.append("\n  but was  ").append(open.get(id));
        }
      }
      throw new AssertionError(text.toString());
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }
}
