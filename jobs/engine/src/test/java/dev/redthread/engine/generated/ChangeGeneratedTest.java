package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A pattern that replaces another form of itself on the way finds what it would have found from the
 * beginning, as long as the other form kept the events that it needs.
 */
class ChangeGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  /** Longer than any bound of a generated pattern. */
  private static final long LONG = 10_000 * Cases.UNIT;

  @Test
  void findsWhatItWouldHaveFoundFromTheBeginning() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      check(screened(Cases.of(seed)), seed);
    }
  }

  private static void check(GeneratedCase generated, long seed) {
    Dice dice = new Dice(seed, "setting");
    Setting setting = Setting.of(dice);
    PatternSet before = before(generated, dice);
    if (failure(generated, before, setting, seed) != null) {
      Shrinking.fail(
          generated, setting.toString(), smaller -> failure(smaller, before, setting, seed));
    }
  }

  private static @Nullable Throwable failure(
      GeneratedCase generated, PatternSet before, Setting setting, long seed) {
    try {
      ChangeRun.check(generated, before, setting, seed);
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }

  /** The case with events that say what the screen needs to find the same rules again. */
  private static GeneratedCase screened(GeneratedCase generated) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Arrival arrival : generated.arrivals()) {
      Candidate candidate = arrival.candidate();
      arrivals.add(
          new Arrival(
              new Candidate(
                  candidate.pattern(),
                  candidate.group(),
                  JobCase.event(arrival, generated),
                  candidate.roles(),
                  candidate.retracted(),
                  candidate.ingestedTime(),
                  candidate.original()),
              arrival.clock()));
    }
    return new GeneratedCase(
        generated.seed(), JobCase.withKinds(generated.patterns(), generated.seed()), arrivals);
  }

  /** Another form of the pattern that keeps all events for long. */
  private static PatternSet before(GeneratedCase generated, Dice dice) {
    CompiledPattern pattern = generated.pattern();
    Shape shape = pattern.shape();
    Shape other =
        shape instanceof Shape.Sequence sequence && dice.percent(70)
            ? longer(sequence, dice)
            : Shape.Window.ofEvents(LONG, dice.between(1, 3));
    if (shape instanceof Shape.Single) {
      other = shape;
    }
    return new PatternSet(
        generated.patterns().rules(),
        List.of(
            new CompiledPattern(
                pattern.id(),
                pattern.title(),
                pattern.level(),
                pattern.tags(),
                pattern.risk(),
                pattern.shadow(),
                pattern.runbook(),
                pattern.rules(),
                pattern.groupBy(),
                other,
                pattern.maxDelay())));
  }

  /** The sequence without some of its bounds and of its optional steps. */
  private static Shape.Sequence longer(Shape.Sequence sequence, Dice dice) {
    List<Step> steps = new ArrayList<>();
    for (Step step : sequence.steps()) {
      boolean left = step.kind() == Step.Kind.OPTIONAL && dice.percent(30);
      if (!left) {
        steps.add(step.kind() == Step.Kind.NOT ? step : unbound(step));
      }
    }
    return new Shape.Sequence(
        LONG, steps, sequence.distinct(), sequence.until(), sequence.settled());
  }

  private static Step unbound(Step step) {
    return new Step(
        step.name(), step.rules(), step.kind(), step.risk(), step.least(), step.most(), null, null);
  }
}
