package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.operator.Fixtures.MINUTE;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Expected;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.OtherForms;
import dev.redthread.engine.generated.Published;
import dev.redthread.engine.generated.Shown;
import dev.redthread.engine.generated.Together;
import dev.redthread.engine.generated.Together.Sent;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends many cases through one operator, each on keys of its own, and compares what was published
 * of each with the reference: at times in between, and when everything has passed. Where the
 * patterns change, with what the last form of each says of the events that were kept.
 *
 * <p><i>Errors:</i> {@link AssertionError} at the first difference, with the seed of its case.
 */
final class OperatorRun {
  private static final String MISSING = "missing before the end: ";

  private final Together together;
  private final OperatorSetting setting;
  private final List<Expected> expected;
  private final List<Published> published = new ArrayList<>();
  private final Dice dice;
  private final List<Sent> arrivals;
  private final @Nullable PatternCourse course;
  private final VersionedReplay operator;
  private final Replay<TimelineKey, Candidate, Finding> replay;
  private final Map<String, Integer> byPattern = new HashMap<>();
  private final BitSet changed = new BitSet();
  private final long[] finalSince;
  private long clock = Long.MIN_VALUE;
  private long wallClock = 5_000;
  private int read;
  private int inForce = 1;
  private boolean clockIsKnown;

  private OperatorRun(
      Together together,
      OperatorSetting setting,
      List<Expected> expected,
      Dice dice,
      List<Sent> arrivals,
      @Nullable PatternCourse course,
      VersionedReplay operator)
      throws Exception {
    this.together = together;
    this.setting = setting;
    this.expected = expected;
    this.dice = dice;
    this.arrivals = arrivals;
    this.course = course;
    this.operator = operator;
    replay = operator.replay();
    finalSince = new long[together.cases().size()];
    for (int i = 0; i < together.cases().size(); i++) {
      published.add(new Published(false));
      byPattern.put(together.cases().get(i).pattern().id(), i);
    }
    expected.forEach(Expected::restart);
  }

  /** Runs the cases; {@code seed} decides how they mix, when they are compared and restarts. */
  static void check(Together together, OperatorSetting setting, long seed, ChangeTally tally)
      throws Exception {
    List<Expected> expected = together.cases().stream().map(Expected::new).toList();
    check(together, setting, seed, new Subject(setting.detectors(), task -> task), expected, tally);
  }

  /**
   * What is run.
   *
   * @param altered what is done to each task whose patterns change
   */
  record Subject(
      Detector.Factory detectors, UnaryOperator<ReplayedTask<Candidate, Finding>> altered) {}

  static void check(
      Together together,
      OperatorSetting setting,
      long seed,
      Subject subject,
      List<Expected> expected,
      ChangeTally tally)
      throws Exception {
    Dice dice = new Dice(seed, "run");
    Together sent =
        setting.changing()
            ? new Together(together.cases().stream().map(OtherForms::screened).toList())
            : together;
    List<Sent> arrivals = sent.arrivals(dice);
    PatternCourse course = setting.changing() ? PatternCourse.of(sent, arrivals, dice) : null;
    try (VersionedReplay operator =
        course == null
            ? VersionedReplay.fixed(together.patterns(), subject, setting.variation())
            : VersionedReplay.changing(course, subject, setting.variation())) {
      new OperatorRun(sent, setting, expected, dice, arrivals, course, operator).run();
    }
    if (course != null) {
      tally.add(course, setting);
    }
  }

  /** Whether a run failed since a finding was not there, and that before the end of the input. */
  static boolean isMissingAFinding(AssertionError failure) {
    return String.valueOf(failure.getMessage()).startsWith(MISSING);
  }

  private void run() throws Exception {
    int cases = together.cases().size();
    for (int at = 0; at < arrivals.size(); at++) {
      moveClock(arrivals.get(at).arrival().watermark());
      changePatterns(at);
      if (dice.between(1, cases) == 1) {
        moveWallClock(dice.between(0, 600));
      }
      if (dice.between(1, arrivals.size()) <= setting.restarts()) {
        restore(at);
      }
      arrive(at);
      if (dice.between(1, 2 * cases) == 1 && (course == null || !course.waits(at + 1))) {
        settle();
      }
    }
    changePatterns(arrivals.size());
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

  private void arrive(int at) throws Exception {
    Sent sent = arrivals.get(at);
    if (course == null) {
      replay.happen(new Arrives<>(sent.arrival().candidate()));
    } else if (course.candidate(at).isPresent()) {
      replay.happen(new Arrives<>(course.candidate(at).get()));
    }
    if (course == null || course.isTaken(at)) {
      expected.get(sent.of()).arrived(sent.arrival().candidate());
      changed.set(sent.of());
    }
  }

  /** Takes a checkpoint and goes on from there, where one is possible. */
  private void restore(int at) throws Exception {
    if (course == null || course.isAligned(at)) {
      replay.restore();
      clockIsKnown = false;
    }
  }

  /** Lets the operator know what has changed before an arrival. */
  private void changePatterns(int at) throws Exception {
    if (course == null || course.changesBefore(at).isEmpty()) {
      return;
    }
    for (int version : course.changesBefore(at)) {
      operator.change(version);
      clockIsKnown &= !course.isByRestart();
      for (int of = 0; of < finalSince.length; of++) {
        if (!course.isFinal(of, inForce) && course.isFinal(of, version)) {
          finalSince[of] = clock;
        }
      }
      inForce = version;
      changed.set(0, together.cases().size());
      List<Integer> forgotten = course.forgottenWith(version);
      if (!forgotten.isEmpty()) {
        settle();
        for (int of : forgotten) {
          published.set(of, new Published(false));
          expected.get(of).restart();
        }
      }
    }
    if (setting.restarts() > 0 && dice.percent(50)) {
      restore(at);
    }
    if (dice.percent(50) && !course.waits(at)) {
      settle();
    }
  }

  private void moveClock(long to) throws Exception {
    if (to > clock) {
      clock = to;
      replay.happen(new Clock<>(clock));
      clockIsKnown = true;
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
        clockIsKnown = false;
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

  /**
   * Lets out every revision that is held back, and compares. After a restore the clock is said
   * again first: what is decided anew before that waits for it.
   */
  private void settle() throws Exception {
    moveWallClock(Pacing.GAP);
    if (!clockIsKnown && clock > Long.MIN_VALUE) {
      replay.happen(new Clock<>(clock));
      clockIsKnown = true;
      moveWallClock(Pacing.GAP);
    }
    compare();
  }

  private void compare() {
    List<Finding> output = replay.output();
    for (; read < output.size(); read++) {
      Finding finding = output.get(read);
      int of = byPattern.getOrDefault(finding.pattern().id(), -1);
      published.get(of).add(finding);
      if (finding.completeSince() != null && (course == null || course.isComplete(of))) {
        throw new AssertionError("had all events from the beginning: " + finding);
      }
    }
    changed.stream()
        .filter(of -> course == null || course.isFinal(of, inForce))
        .forEach(this::compare);
    changed.clear();
  }

  /** A finding of which nothing was kept when its pattern changed stays as it was said. */
  private Shown asSaidBefore(int of, Shown shown, @Nullable Shown wanted) {
    CompiledPattern pattern = together.cases().get(of).pattern();
    boolean kept = shown.last() + pattern.timespan() + pattern.maxDelay() > finalSince[of];
    return kept || wanted == null || shown.risk() != wanted.risk() - OtherForms.LESS_RISK
        ? shown
        : shown.withRisk(wanted.risk());
  }

  private void compare(int of) {
    published.get(of).checkMerged();
    Map<String, Shown> open = published.get(of).open();
    Map<String, Shown> wanted = expected.get(of).open(clock);
    if (course != null && course.isSaidOtherwise(of)) {
      open.replaceAll((id, shown) -> asSaidBefore(of, shown, wanted.get(id)));
    }
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
