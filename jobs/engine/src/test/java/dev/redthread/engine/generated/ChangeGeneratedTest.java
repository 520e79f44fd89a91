package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.PatternSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A pattern that replaces another form of itself on the way finds what it would have found from the
 * beginning, as long as the other form kept the events that it needs.
 */
class ChangeGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  @Test
  void findsWhatItWouldHaveFoundFromTheBeginning() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      check(OtherForms.screened(Cases.of(seed)), seed);
    }
  }

  private static void check(GeneratedCase generated, long seed) {
    Dice dice = new Dice(seed, "setting");
    Setting setting = Setting.of(dice);
    PatternSet before = generated.with(new OtherForms(generated, dice).keepingAll()).patterns();
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
}
