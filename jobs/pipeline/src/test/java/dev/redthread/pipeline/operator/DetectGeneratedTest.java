package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.engine.generated.Arrival;
import dev.redthread.engine.generated.Cases;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Expected;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.Shown;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The operator finds what the reference finds, whatever the pattern and the way of its events, over
 * restarts, rescaling and on both state back ends; and keeps nothing.
 */
final class DetectGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int ON_HEAP = Integer.getInteger("redthread.cases", 500);
  private static final int ON_ROCKSDB = Integer.getInteger("redthread.cases", 200);

  @Test
  void findsOnTheHeapWhatTheReferenceFinds() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + ON_HEAP; seed++) {
      check(StateBackend.HEAP, seed);
    }
  }

  @Test
  void findsInRocksDbWhatTheReferenceFinds() throws Exception {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + ON_ROCKSDB; seed++) {
      check(StateBackend.ROCKSDB, seed);
    }
  }

  private static void check(StateBackend backend, long seed) throws Exception {
    GeneratedCase generated = Cases.of(seed);
    Dice dice = new Dice(seed);
    Variation variation = variation(backend, dice);
    DetectorOptions options =
        DetectorOptions.DEFAULT
            .withCache(dice.pick(List.of(0, 1, 1_000)), 1_000)
            .withCepKernel(dice.percent(67));
    Expected expected = new Expected(generated);
    List<Happening<Candidate>> happenings = new ArrayList<>();
    long wallClock = 0;
    for (Arrival arrival : generated.arrivals()) {
      expected.arrived(arrival.candidate());
      wallClock += dice.between(0, 600);
      happenings.add(new Clock<>(arrival.watermark()));
      happenings.add(new WallClock<>(wallClock));
      happenings.add(new Arrives<>(arrival.candidate()));
    }
    try (Replay<TimelineKey, Candidate, Finding> replay =
        DetectOperatorTest.replay(generated.patterns(), new DetectorFactory(options), variation)) {
      replay.run(happenings).end();
      assertThat(open(replay.output()))
          .as("seed %d, %s, %s%n%s", seed, variation, options, generated)
          .isEqualTo(expected.open(Long.MAX_VALUE));
    }
  }

  /** Opening RocksDB takes most of a case's time: there it is restored more rarely. */
  private static Variation variation(StateBackend backend, Dice dice) {
    return backend == StateBackend.HEAP
        ? new Variation(
            backend,
            dice.pick(List.of(List.of(1), List.of(2), List.of(1, 3, 2))),
            dice.pick(List.of(0, 0, 1, 3)))
        : new Variation(
            backend,
            dice.percent(80) ? List.of(1) : List.of(1, 2),
            dice.pick(List.of(0, 0, 0, 0, 4)));
  }

  private static Map<String, Shown> open(List<Finding> revisions) {
    Map<String, Finding> latest = new HashMap<>();
    revisions.forEach(finding -> latest.put(finding.id(), finding));
    Map<String, Shown> open = new TreeMap<>();
    latest.forEach(
        (id, finding) -> {
          if (finding.status() == Finding.Status.OPEN) {
            open.put(id, Shown.of(finding));
          }
        });
    return open;
  }
}
