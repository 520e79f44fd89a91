package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.detect.AlteredMemory.Faulty;
import dev.redthread.engine.detect.AlteredSegments;
import dev.redthread.engine.reference.NestedReference;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Generated sequences whose key changes catch each fault in what is known of their chains. */
class SegmentFaultsTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final Setting PLAIN = new Setting(1_000, 1_000, true, 0);

  @Test
  void noFaultInWhatIsKnownOfChainsSurvives() {
    Map<String, Faulty> surviving = new TreeMap<>(AlteredSegments.faults());
    StringBuilder caught = new StringBuilder();
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      SegmentCase generated = SegmentCases.of(seed);
      for (Map.Entry<String, Faulty> fault : Map.copyOf(surviving).entrySet()) {
        if (!isRight(generated, seed, fault.getValue())) {
          surviving.remove(fault.getKey());
          caught.append("\ncase ").append(seed).append(": ").append(fault.getKey());
        }
      }
    }
    assertThat(surviving.keySet()).as("caught:%s%n survived", caught).isEmpty();
  }

  private static boolean isRight(SegmentCase generated, long seed, Faulty fault) {
    try {
      ChainRun.check(
          generated.chain(),
          PLAIN,
          seed,
          (patterns, clock, setting) -> fault.create(patterns, clock, Detectors.options(setting)),
          SegmentCases.expected(generated));
      return true;
    } catch (NestedReference.TooManyOrders tooMany) {
      return true;
    } catch (AssertionError | RuntimeException caught) {
      return false;
    }
  }
}
