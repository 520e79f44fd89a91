package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Sends a case through a detector for each level as the job would, and compares what is open with
 * the reference after each arrival and whenever the clock has moved.
 *
 * <p>What is said of one key's completions arrives in its order; what is said of others in any.
 *
 * <p><i>Errors:</i> {@link AssertionError} at the first difference.
 */
public final class ChainRun {
  private final ChainCase generated;
  private final Setting setting;
  private final UnaryOperator<List<PatternEvent>> between;
  private final Detectors made;
  private final Dice dice;
  private final WallClock wallClock = new WallClock(5_000);
  private final Published published = new Published(true);
  private ChainOracle expected;
  private PatternSet patterns;
  private Levels levels;
  private Screen screen;
  private final Map<Key, HeapTimelineState> states = new HashMap<>();
  private final Map<Integer, TreeMap<Long, Set<Key>>> timers = new TreeMap<>();
  private final Map<Key, Deque<PatternEvent>> sent = new LinkedHashMap<>();
  private final Map<Integer, Detector> detectors = new HashMap<>();
  private long watermark = Long.MIN_VALUE;

  private record Key(String pattern, List<String> group) {}

  private ChainRun(
      ChainCase generated,
      Setting setting,
      UnaryOperator<List<PatternEvent>> between,
      Detectors made,
      ChainOracle expected,
      Dice dice) {
    this.generated = generated;
    this.setting = setting;
    this.between = between;
    this.made = made;
    this.expected = expected;
    this.dice = dice;
    patterns = generated.patterns();
    levels = Levels.of(patterns);
    screen = Screen.compile(patterns);
    expected.restart();
  }

  /**
   * Runs a case.
   *
   * @param seed decides restarts, what overtakes what, and the order of the state's entries
   * @param between what becomes of what one level says to the next
   * @return how many findings of patterns of patterns were open at some time
   */
  public static int check(
      ChainCase generated,
      Setting setting,
      long seed,
      UnaryOperator<List<PatternEvent>> between,
      ChainOracle expected) {
    return new ChainRun(generated, setting, between, Detectors.REAL, expected, new Dice(seed))
        .run();
  }

  /** Runs a case through detectors that may have a fault. */
  static int check(
      ChainCase generated, Setting setting, long seed, Detectors made, ChainOracle expected) {
    return new ChainRun(
            generated, setting, UnaryOperator.identity(), made, expected, new Dice(seed))
        .run();
  }

  /**
   * Runs a case that begins with other patterns.
   *
   * @param before a set of which the patterns stay as they are, while others are added
   * @param change before which arrival that is
   */
  static int check(
      ChainCase generated,
      Setting setting,
      long seed,
      UnaryOperator<List<PatternEvent>> between,
      PatternSet before,
      int change) {
    ChainRun run =
        new ChainRun(
            generated,
            setting,
            between,
            Detectors.REAL,
            new ChainExpected(generated.patterns()),
            new Dice(seed));
    return run.runFrom(before, change);
  }

  private int run() {
    generated.arrivals().forEach(this::arrive);
    return finish();
  }

  private int runFrom(PatternSet before, int change) {
    ChainOracle later = expected;
    expected = new ChainExpected(before);
    goBy(before);
    for (LogArrival arrival : generated.arrivals().subList(0, change)) {
      arrive(arrival);
      later.arrived(arrival);
    }
    expected = later;
    goBy(generated.patterns());
    detectors.values().forEach(detector -> detector.change(patterns, Map.of()));
    List<LogArrival> rest = generated.arrivals().subList(change, generated.arrivals().size());
    boolean metFirst = !rest.isEmpty() && dice.percent(50);
    if (metFirst) {
      take(rest.get(0));
    }
    renew();
    compare("after the change", watermark);
    rest.subList(metFirst ? 1 : 0, rest.size()).forEach(this::arrive);
    return finish();
  }

  private void goBy(PatternSet set) {
    patterns = set;
    levels = Levels.of(set);
    screen = Screen.compile(set);
  }

  /** Decides anew what was decided by other patterns. */
  private void renew() {
    for (Key key : dice.shuffled(List.copyOf(states.keySet()))) {
      Detector detector = detector(levels.of(key.pattern));
      if (detector.isStale(key.pattern, key.group, state(key))) {
        at(detector.renew(key.pattern, key.group, state(key), watermark, published::add), key);
        published.checkMerged();
        say(key, detector.takePatternEvents());
      }
    }
    drain(watermark);
  }

  private void arrive(LogArrival arrival) {
    move(arrival.watermark());
    compare("before " + arrival, arrival.watermark());
    take(arrival);
    compare("after " + arrival, arrival.watermark());
  }

  private void take(LogArrival arrival) {
    wallClock.move(dice.between(0, 2));
    deliver(arrival.event(), arrival.retracted(), false, arrival.watermark());
    drain(arrival.watermark());
    expected.arrived(arrival);
  }

  private int finish() {
    end();
    compare("at the end", Long.MAX_VALUE);
    states.forEach(
        (key, state) -> {
          if (!state.isEmpty()) {
            throw new AssertionError("left in the state of " + key + ": " + state);
          }
        });
    return (int)
        published.all().values().stream()
            .filter(finding -> levels.of(finding.pattern().id()) > 1)
            .count();
  }

  private Detector detector(int level) {
    if (dice.percent(setting.restartPercent())) {
      detectors.remove(level);
    }
    return detectors.computeIfAbsent(level, any -> made.create(patterns, wallClock, setting));
  }

  private void deliver(Event event, boolean retracted, boolean repeated, long watermark) {
    screen.match(
        event,
        (pattern, group, roles) -> {
          Key key = new Key(pattern.id(), group);
          Candidate candidate =
              new Candidate(
                  pattern.id(), group, event, roles, retracted, event.receivedTime(), new byte[0]);
          Detector detector = detector(levels.of(pattern.id()));
          if (repeated && detector.isLate(candidate, watermark)) {
            return;
          }
          long next = detector.onCandidate(candidate, state(key), watermark, published::add);
          at(next, key);
          published.checkMerged();
          say(key, detector.takePatternEvents());
        });
  }

  private void say(Key key, List<PatternEvent> events) {
    sent.computeIfAbsent(key, any -> new ArrayDeque<>()).addAll(between.apply(events));
  }

  /** Delivers what was said, in the order in which it was said of each key. */
  private void drain(long watermark) {
    while (true) {
      List<Key> waiting =
          sent.entrySet().stream()
              .filter(entry -> !entry.getValue().isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      if (waiting.isEmpty()) {
        return;
      }
      PatternEvent next = Objects.requireNonNull(sent.get(dice.pick(waiting))).removeFirst();
      deliver(next.event(), next.retracted(), next.repeated(), watermark);
    }
  }

  /** The clock moves level by level: what a level says reaches the next before the clock does. */
  private void move(long clock) {
    for (int level = 1; level <= levels.deepest(); level++) {
      TreeMap<Long, Set<Key>> due = timers.computeIfAbsent(level, any -> new TreeMap<>());
      while (!due.isEmpty() && due.firstKey() <= clock) {
        for (Key key : new ArrayList<>(due.remove(due.firstKey()))) {
          Detector detector = detector(level);
          long next = detector.onClock(key.pattern, key.group, state(key), clock, published::add);
          if (next <= clock) {
            throw new AssertionError("wants to be woken at " + next + ", at " + clock);
          }
          at(next, key);
          published.checkMerged();
          say(key, detector.takePatternEvents());
        }
      }
      drain(watermark);
    }
    watermark = clock;
  }

  /** Lets everything pass: step by step, or at once as the end of the input does. */
  private void end() {
    boolean atOnce = dice.percent(50);
    long next = firstTimer();
    while (next < Long.MAX_VALUE) {
      long clock = atOnce ? Long.MAX_VALUE - 1 : next;
      move(clock);
      compare("at " + clock, clock);
      next = firstTimer();
    }
  }

  private long firstTimer() {
    return timers.values().stream()
        .filter(due -> !due.isEmpty())
        .mapToLong(TreeMap::firstKey)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void at(long time, Key key) {
    if (time < Long.MAX_VALUE) {
      timers
          .computeIfAbsent(levels.of(key.pattern), any -> new TreeMap<>())
          .computeIfAbsent(time, any -> new HashSet<>())
          .add(key);
    }
  }

  private HeapTimelineState state(Key key) {
    return states.computeIfAbsent(key, any -> new HeapTimelineState(new Dice(dice.seed())));
  }

  private void compare(String when, long clock) {
    Map<String, Shown> open = published.open();
    Map<String, Shown> wanted = expected.open(clock);
    if (!open.equals(wanted)) {
      StringBuilder text = new StringBuilder(when);
      Set<String> ids = new TreeSet<>(open.keySet());
      ids.addAll(wanted.keySet());
      for (String id : ids) {
        if (!Objects.equals(open.get(id), wanted.get(id))) {
          text.append("\n  expected ").append(wanted.get(id));
          text.append("\n  but was  ").append(open.get(id));
        }
      }
      throw new AssertionError(text.toString());
    }
  }
}
