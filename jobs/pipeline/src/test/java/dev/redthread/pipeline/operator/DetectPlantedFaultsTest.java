package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.generated.Cases;
import dev.redthread.engine.generated.ChangeFaults;
import dev.redthread.engine.generated.Detectors;
import dev.redthread.engine.generated.Expected;
import dev.redthread.engine.generated.Faults;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.Setting;
import dev.redthread.engine.generated.Together;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.OperatorRun.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * Cases that share an operator catch each of the planted faults too: with a cache that hides what
 * is not in the state, and with restarts and without a cache; and those in how patterns change,
 * where they do.
 */
final class DetectPlantedFaultsTest {
  private static final int TOGETHER = 25;
  private static final int MOST_BATCHES = 80;
  private static final String NO_FAULT = "none";
  private static final String NOT_WAITING = "a candidate that is ahead does not wait";

  private static OperatorSetting setting(
      int restarts, OperatorSetting.Cache cache, boolean changing) {
    return new OperatorSetting(
        List.of(StateBackend.HEAP), List.of(1), restarts, cache, /* kernel= */ true, changing);
  }

  private static List<OperatorSetting> settings(boolean changing) {
    return List.of(
        setting(0, OperatorSetting.Cache.LARGE, changing),
        setting(25, OperatorSetting.Cache.LARGE, changing),
        setting(0, OperatorSetting.Cache.NONE, changing));
  }

  /** The engine with a fault, made again wherever the operator is restored. */
  private record Faulty(String fault, int cachedKeys) implements Detector.Factory {
    private static final long serialVersionUID = 1;
    private static final Map<String, Detectors> KNOWN = known();

    private static Map<String, Detectors> known() {
      Map<String, Detectors> known = new HashMap<>(Faults.all());
      known.putAll(ChangeFaults.all());
      known.put(NO_FAULT, ChangeFaults.none());
      known.put(NOT_WAITING, ChangeFaults.none());
      return known;
    }

    @Override
    public Detector create(PatternSet patterns, Clock clock) {
      return Objects.requireNonNull(KNOWN.get(fault))
          .create(patterns, clock, new Setting(cachedKeys, 1_000_000, true, 0));
    }
  }

  /** A task of which no candidate waits for its version. */
  private static final class NotWaiting implements ReplayedTask<Candidate, Finding> {
    private final ReplayedTask<Candidate, Finding> task;
    private long inForce = 1;

    NotWaiting(ReplayedTask<Candidate, Finding> task) {
      this.task = task;
    }

    @Override
    public AbstractStreamOperatorTestHarness<Finding> harness() {
      return task.harness();
    }

    @Override
    public void arrive(Candidate element) throws Exception {
      task.arrive(
          new Candidate(
              element.pattern(),
              element.group(),
              element.event(),
              element.roles(),
              element.retracted(),
              element.ingestedTime(),
              element.original(),
              Math.min(element.version(), inForce),
              element.level()));
    }

    @Override
    public void clock(long receivedClock) throws Exception {
      task.clock(receivedClock);
    }

    @Override
    public void change(PatternVersion version) throws Exception {
      inForce = version.number();
      task.change(version);
    }
  }

  @Test
  void noFaultSurvives() throws Exception {
    requireAllCaught(Faults.all().keySet(), settings(/* changing= */ false));
  }

  @Test
  void noFaultSurvivesAChangeOfPatterns() throws Exception {
    Set<String> faults = new LinkedHashSet<>(ChangeFaults.all().keySet());
    faults.add(NOT_WAITING);
    requireAllCaught(faults, settings(/* changing= */ true));
  }

  private static void requireAllCaught(Set<String> faults, List<OperatorSetting> settings)
      throws Exception {
    List<String> surviving = new ArrayList<>(faults);
    StringBuilder caught = new StringBuilder();
    for (int batch = 0; batch < MOST_BATCHES && !surviving.isEmpty(); batch++) {
      long seed = 1 + (long) batch * TOGETHER;
      OperatorSetting setting = settings.get(batch % settings.size());
      List<GeneratedCase> cases =
          LongStream.range(seed, seed + TOGETHER).mapToObj(Cases::of).toList();
      List<Expected> expected = cases.stream().map(Expected::new).toList();
      // What the engine itself fails at would catch every fault, and say nothing.
      run(new Together(cases), setting, seed, NO_FAULT, expected);
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
        run(
            new Together(cases),
            settings(/* changing= */ false).get(0),
            seed,
            "what is settled waits for the next event",
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
    try {
      run(together, setting, seed, fault, expected);
      return false;
    } catch (Exception | AssertionError caught) {
      return true;
    }
  }

  private static void run(
      Together together, OperatorSetting setting, long seed, String fault, List<Expected> expected)
      throws Exception {
    int cachedKeys = setting.cache() == OperatorSetting.Cache.NONE ? 0 : 1_000;
    OperatorRun.check(
        together,
        setting,
        seed,
        new Subject(
            new Faulty(fault, cachedKeys),
            task -> fault.equals(NOT_WAITING) ? new NotWaiting(task) : task),
        expected,
        new ChangeTally());
  }
}
