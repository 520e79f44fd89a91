package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.redthread.engine.Detector;
import dev.redthread.engine.generated.Cases;
import dev.redthread.engine.generated.Expected;
import dev.redthread.engine.generated.Faults;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.Setting;
import dev.redthread.engine.generated.Together;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Cases that share an operator catch each of the planted faults too: with a cache that hides what
 * is not in the state, and with restarts and without a cache.
 */
final class DetectPlantedFaultsTest {
  private static final int TOGETHER = 25;
  private static final int MOST_BATCHES = 80;
  private static final List<OperatorSetting> SETTINGS =
      List.of(
          setting(0, OperatorSetting.Cache.LARGE),
          setting(25, OperatorSetting.Cache.LARGE),
          setting(0, OperatorSetting.Cache.NONE));

  private static OperatorSetting setting(int restarts, OperatorSetting.Cache cache) {
    return new OperatorSetting(
        List.of(StateBackend.HEAP), List.of(1), restarts, cache, /* kernel= */ true);
  }

  /** The engine with a fault, made again wherever the operator is restored. */
  private record Faulty(String fault, int cachedKeys) implements Detector.Factory {
    private static final long serialVersionUID = 1;

    @Override
    public Detector create(PatternSet patterns, Clock clock) {
      return Objects.requireNonNull(Faults.all().get(fault))
          .create(patterns, clock, new Setting(cachedKeys, 1_000_000, true, 0));
    }
  }

  @Test
  void noFaultSurvives() throws Exception {
    List<String> surviving = new ArrayList<>(Faults.all().keySet());
    StringBuilder caught = new StringBuilder();
    for (int batch = 0; batch < MOST_BATCHES && !surviving.isEmpty(); batch++) {
      long seed = 1 + (long) batch * TOGETHER;
      OperatorSetting setting = SETTINGS.get(batch % SETTINGS.size());
      List<GeneratedCase> cases =
          LongStream.range(seed, seed + TOGETHER).mapToObj(Cases::of).toList();
      List<Expected> expected = cases.stream().map(Expected::new).toList();
      // What the engine itself fails at would catch every fault, and say nothing.
      OperatorRun.check(new Together(cases), setting, seed, setting.detectors(), expected);
      for (String fault : List.copyOf(surviving)) {
        if (isCaught(new Together(cases), setting, seed, fault, expected)) {
          surviving.remove(fault);
          caught.append("\nbatch ").append(batch).append(": ").append(fault);
        }
      }
    }
    assertThat(surviving).as("caught:%s%n survived", caught).isEmpty();
  }

  /**
   * What waits for a deadline comes out by the clock alone. Without the timers it would be missing
   * while the clock runs on; that state is left behind then would be found out much later.
   */
  @Test
  void missesWhatIsSettledWhenOnlyEventsTellTheTime() throws Exception {
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      long seed = 1 + (long) batch * TOGETHER;
      List<GeneratedCase> cases =
          LongStream.range(seed, seed + TOGETHER).mapToObj(Cases::of).toList();
      List<Expected> expected = cases.stream().map(Expected::new).toList();
      try {
        OperatorRun.check(
            new Together(cases),
            SETTINGS.get(0),
            seed,
            new Faulty("what is settled waits for the next event", 1_000),
            expected);
      } catch (AssertionError caught) {
        if (OperatorRun.isMissingAFinding(caught)) {
          return;
        }
      }
    }
    fail("nothing was missing while the clock ran");
  }

  private static boolean isCaught(
      Together together,
      OperatorSetting setting,
      long seed,
      String fault,
      List<Expected> expected) {
    int cachedKeys = setting.cache() == OperatorSetting.Cache.NONE ? 0 : 1_000;
    try {
      OperatorRun.check(together, setting, seed, new Faulty(fault, cachedKeys), expected);
      return false;
    } catch (Exception | AssertionError caught) {
      return true;
    }
  }
}
