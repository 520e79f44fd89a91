package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.operator.Fixtures.MINUTE;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Expected;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.Published;
import dev.redthread.engine.generated.Shown;
import dev.redthread.engine.generated.Together;
import dev.redthread.engine.generated.Together.Sent;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends many cases through one operator, each on keys of its own, and compares what was published
 * of each with the reference: at times in between, and when everything has passed.
 *
 * <p><i>Errors:</i> {@link AssertionError} at the first difference, with the seed of its case.
 */
final class OperatorRun {
  private static final String MISSING = "missing before the end: ";

  private final Together together;
  private final OperatorSetting setting;
  private final List<Expected> expected;
  private final List<Published> published;
  private final Dice dice;
  private final Replay<TimelineKey, Candidate, Finding> replay;
  private final Map<String, Integer> byPattern = new HashMap<>();
  private final BitSet changed = new BitSet();
  private long clock = Long.MIN_VALUE;
  private long wallClock = 5_000;
  private int read;

  private OperatorRun(
      Together together,
      OperatorSetting setting,
      List<Expected> expected,
      Dice dice,
      Replay<TimelineKey, Candidate, Finding> replay) {
    this.together = together;
    this.setting = setting;
    this.expected = expected;
    this.dice = dice;
    this.replay = replay;
    published = together.cases().stream().map(any -> new Published(false)).toList();
    expected.forEach(Expected::restart);
    for (int i = 0; i < together.cases().size(); i++) {
      byPattern.put(together.cases().get(i).pattern().id(), i);
    }
  }

  /** Runs the cases; {@code seed} decides how they mix, when they are compared and restarts. */
  static void check(Together together, OperatorSetting setting, long seed) throws Exception {
    List<Expected> expected = together.cases().stream().map(Expected::new).toList();
    check(together, setting, seed, setting.detectors(), expected);
  }

  static void check(
      Together together,
      OperatorSetting setting,
      long seed,
      Detector.Factory detectors,
      List<Expected> expected)
      throws Exception {
    try (Replay<TimelineKey, Candidate, Finding> replay =
        DetectOperatorTest.replay(together.patterns(), detectors, setting.variation())) {
      new OperatorRun(together, setting, expected, new Dice(seed, "run"), replay).run();
    }
  }

  /** Whether a run failed since a finding was not there, and that before the end of the input. */
  static boolean isMissingAFinding(AssertionError failure) {
    return String.valueOf(failure.getMessage()).startsWith(MISSING);
  }

  private void run() throws Exception {
    List<Sent> arrivals = together.arrivals(dice);
    int cases = together.cases().size();
    for (Sent sent : arrivals) {
      moveClock(sent.arrival().watermark());
      if (dice.between(1, cases) == 1) {
        moveWallClock(dice.between(0, 600));
      }
      if (dice.between(1, arrivals.size()) <= setting.restarts()) {
        replay.restore();
      }
      replay.happen(new Arrives<>(sent.arrival().candidate()));
      expected.get(sent.of()).arrived(sent.arrival().candidate());
      changed.set(sent.of());
      if (dice.between(1, 2 * cases) == 1) {
        settle();
      }
    }
    settle();
    changed.set(0, cases);
    if (dice.percent(70)) {
      letPass();
      settle();
      // What was held back until now is remembered for as long again.
      settle();
      replay.requireNothingLeft();
    }
    changed.set(0, cases);
    clock = Long.MAX_VALUE;
    replay.end();
    compare();
  }

  private void moveClock(long to) throws Exception {
    if (to > clock) {
      clock = to;
      replay.happen(new Clock<>(clock));
    }
  }

  private void moveWallClock(long by) throws Exception {
    wallClock += by;
    replay.happen(new WallClock<>(wallClock));
  }

  /** Lets the clock run, with some restarts, until every window is over. */
  private void letPass() throws Exception {
    long end = together.cases().stream().mapToLong(OperatorRun::end).max().orElseThrow();
    while (clock < end) {
      moveClock(clock + MINUTE * dice.between(1, 6));
      if (dice.between(1, 100) <= setting.restarts()) {
        replay.restore();
      }
    }
  }

  /** Until when anything of a case is kept, with some time to wake up. */
  private static long end(GeneratedCase generated) {
    CompiledPattern pattern = generated.pattern();
    long last =
        generated.arrivals().stream()
            .mapToLong(arrival -> arrival.candidate().event().eventTime())
            .max()
            .orElse(0);
    return last + 3 * pattern.timespan() + 2 * pattern.maxDelay() + 2 * MINUTE;
  }

  /** Lets out every revision that is held back, and compares. */
  private void settle() throws Exception {
    moveWallClock(Pacing.GAP);
    compare();
  }

  private void compare() {
    List<Finding> output = replay.output();
    for (; read < output.size(); read++) {
      Finding finding = output.get(read);
      int of = byPattern.getOrDefault(finding.pattern().id(), -1);
      published.get(of).add(finding);
    }
    changed.stream().forEach(this::compare);
    changed.clear();
  }

  private void compare(int of) {
    published.get(of).checkMerged();
    Map<String, Shown> open = published.get(of).open();
    Map<String, Shown> wanted = expected.get(of).open(clock);
    if (!open.equals(wanted)) {
      boolean missing = clock < Long.MAX_VALUE && !open.keySet().containsAll(wanted.keySet());
      throw new AssertionError(
          (missing ? MISSING : "")
              + "seed "
              + together.cases().get(of).seed()
              + "\n  expected "
              + wanted
              + "\n  but was  "
              + open);
    }
  }
}
