package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.NestedReference;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A pattern of patterns only that is added on the way finds what it would have found from the
 * beginning, as long as nothing of its steps was let go of; whether or not these were steps of
 * other patterns before.
 */
class NewOuterGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 1_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  /** So early that nothing is let go of before the end. */
  private static final long EARLY = 1_000;

  @Test
  void findsWhatItWouldHaveFoundFromTheBeginning() {
    int deep = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      deep += check(seed, UnaryOperator.identity());
    }
    assertThat(deep).as("findings of patterns of patterns").isGreaterThan(CASES / 20);
  }

  @Test
  void aLevelThatDoesNotRepeatWhatItSaidIsNoticed() {
    UnaryOperator<List<PatternEvent>> silent =
        events -> events.stream().filter(event -> !event.repeated()).toList();
    boolean noticed = false;
    for (long seed = 1; seed <= CASES && !noticed; seed++) {
      try {
        check(seed, silent);
      } catch (AssertionError difference) {
        noticed = true;
      }
    }
    assertThat(noticed).isTrue();
  }

  private static int check(long seed, UnaryOperator<List<PatternEvent>> between) {
    Dice dice = new Dice(seed, "new outer");
    ChainCase generated = early(ChainCases.of(seed), dice);
    PatternSet before = before(generated.patterns(), dice);
    if (before.equals(generated.patterns())) {
      return 0;
    }
    int change = dice.between(1, generated.arrivals().size());
    Setting setting = Setting.of(dice);
    try {
      return ChainRun.check(generated, setting, seed, between, before, change);
    } catch (NestedReference.TooManyOrders e) {
      // In another order more completes for a while than brute force can bear.
      return 0;
    } catch (AssertionError | RuntimeException failure) {
      throw smallest(generated, setting, seed, between, before, change, failure);
    }
  }

  private static ChainCase early(ChainCase generated, Dice dice) {
    return generated.with(
        dice.shuffled(generated.arrivals()).stream()
            .filter(arrival -> !arrival.retracted())
            .map(arrival -> new LogArrival(arrival.event(), false, EARLY))
            .toList());
  }

  /** The set without some patterns of patterns only, of which none is a step of one that stays. */
  private static PatternSet before(PatternSet patterns, Dice dice) {
    List<CompiledPattern> left = new ArrayList<>(patterns.patterns());
    for (int i = left.size() - 1; i >= 0; i--) {
      CompiledPattern pattern = left.get(i);
      boolean ofPatterns =
          pattern.rules().stream()
              .allMatch(rule -> patterns.rules().get(rule).pattern().isPresent());
      boolean isStep =
          left.stream().anyMatch(other -> Levels.steps(other, patterns).contains(pattern));
      if (ofPatterns && !isStep && dice.percent(80)) {
        left.remove(i);
      }
    }
    return new PatternSet(patterns.rules(), left, patterns.silent());
  }

  /** Leaves out arrivals after the change for as long as it still fails. */
  private static AssertionError smallest(
      ChainCase failing,
      Setting setting,
      long seed,
      UnaryOperator<List<PatternEvent>> between,
      PatternSet before,
      int change,
      Throwable first) {
    ChainCase smallest = failing;
    Throwable cause = first;
    for (int i = failing.arrivals().size() - 1; i >= change; i--) {
      ChainCase fewer = smallest.without(i);
      Throwable still = failure(fewer, setting, seed, between, before, change);
      if (still != null) {
        smallest = fewer;
        cause = still;
      }
    }
    return new AssertionError(
        smallest
            + "\n"
            + setting
            + "\nwithout some patterns before arrival "
            + (change + 1)
            + "\n"
            + cause,
        cause);
  }

  private static @Nullable Throwable failure(
      ChainCase generated,
      Setting setting,
      long seed,
      UnaryOperator<List<PatternEvent>> between,
      PatternSet before,
      int change) {
    try {
      ChainRun.check(generated, setting, seed, between, before, change);
      return null;
    } catch (NestedReference.TooManyOrders e) {
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }
}
