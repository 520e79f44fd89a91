package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** The generated cases catch each of these faults, so they would catch the engine's. */
class PlantedFaultsTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final Setting PLAIN = new Setting(1_000, 1_000, true, 0);
  private static final Setting RESTARTING = new Setting(1_000, 1_000, true, 100);

  @Test
  void noFaultSurvives() {
    check(Faults.all(), Cases::of);
  }

  @Test
  void noFaultInGroupsSurvives() {
    check(AlteredGroups.faults(), Cases::inAnyOrder);
  }

  private static void check(Map<String, Detectors> faults, LongFunction<GeneratedCase> cases) {
    Map<String, Detectors> surviving = new LinkedHashMap<>(faults);
    StringBuilder caught = new StringBuilder();
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      GeneratedCase generated = cases.apply(seed);
      Expected expected = new Expected(generated);
      if (isRight(generated, PLAIN, seed, Detectors.REAL, expected)) {
        for (Map.Entry<String, Detectors> fault : Map.copyOf(surviving).entrySet()) {
          Setting setting = fault.getKey().contains("restart") ? RESTARTING : PLAIN;
          if (!isRight(generated, setting, seed, fault.getValue(), expected)) {
            surviving.remove(fault.getKey());
            caught.append("\ncase ").append(seed).append(": ").append(fault.getKey());
          }
        }
      }
    }
    assertThat(surviving.keySet()).as("caught:%s%n survived", caught).isEmpty();
  }

  private static boolean isRight(
      GeneratedCase generated, Setting setting, long seed, Detectors detectors, Expected expected) {
    try {
      DetectorRun.check(generated, setting, seed, detectors, expected);
      return true;
    } catch (AssertionError | RuntimeException caught) {
      return false;
    }
  }
}
