package dev.redthread.engine.generated;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The detector finds what the reference finds, whatever the pattern, the events and their way. */
class DetectorGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  @Test
  void findsWhatTheReferenceFinds() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      check(Cases.of(seed), seed);
    }
  }

  @Test
  void findsStepsInAnyOrder() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES / 2; seed++) {
      check(Cases.inAnyOrder(seed), seed);
    }
  }

  @Test
  void findsTheSameInAnyOrderWithEverythingTwice() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      GeneratedCase generated = Cases.of(seed);
      boolean retracts =
          generated.arrivals().stream().anyMatch(arrival -> arrival.candidate().retracted());
      if (!retracts) {
        check(shuffledTwice(generated, new Dice(seed, "shuffle")), -seed);
      }
    }
  }

  /** Every arrival twice in any order, while the clock stands still. */
  private static GeneratedCase shuffledTwice(GeneratedCase generated, Dice dice) {
    List<Arrival> twice = new ArrayList<>(generated.arrivals());
    twice.addAll(generated.arrivals());
    return generated.with(
        dice.shuffled(twice).stream()
            .map(arrival -> new Arrival(arrival.candidate(), Cases.BEGIN))
            .toList());
  }

  private static void check(GeneratedCase generated, long seed) {
    Setting setting = Setting.of(new Dice(seed, "setting"));
    if (failure(generated, setting, seed) != null) {
      Shrinking.fail(generated, setting.toString(), smaller -> failure(smaller, setting, seed));
    }
  }

  private static @Nullable Throwable failure(GeneratedCase generated, Setting setting, long seed) {
    try {
      DetectorRun.check(generated, setting, seed, Detectors.REAL, new Expected(generated));
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }
}
