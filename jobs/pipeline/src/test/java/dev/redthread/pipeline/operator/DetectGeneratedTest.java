package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.generated.Cases;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.Shrinking;
import dev.redthread.engine.generated.Together;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The operator finds what the reference finds, whatever the pattern and the way of its events, over
 * restarts, rescaling and on both state back ends; and keeps nothing.
 *
 * <p>One run covers 20,000 cases, or {@code -Dredthread.cases}, from the seed {@code
 * -Dredthread.seed} on. Each draws from its own seed: a pattern over every construct; events of one
 * or two persons, with tied times; their arrival, by event time, shuffled or delayed by source,
 * partly twice, with other content under the same id, or taken back; the state back end or a change
 * between both; parallelism and rescaling; how often the operator is restored; the cache. Cases
 * that drew the same setting share an operator, up to {@value #TOGETHER} of them, each on its own
 * pattern and keys, their events mixed. Half of all cases run on RocksDB for all or part of the
 * time. In a quarter the operator is that of jobs whose patterns change, and begins with others
 * ({@link PatternCourse}). The run prints how many there were of each kind.
 */
final class DetectGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 20_000);
  private static final int TOGETHER = 100;

  private final ChangeTally tally = new ChangeTally();

  @Test
  void findsWhatTheReferenceFinds() throws Exception {
    Map<OperatorSetting, List<Long>> bySetting = new LinkedHashMap<>();
    LongStream.range(FIRST_SEED, FIRST_SEED + CASES)
        .forEach(
            seed ->
                bySetting
                    .computeIfAbsent(OperatorSetting.of(seed), any -> new ArrayList<>())
                    .add(seed));
    System.out.println(
        ("generated cases of the detect operator: seeds %d to %d, %d on the heap only, %d on RocksDB"
                + " only, %d on both in turn, %d restored, %d of them rescaled; %d with patterns that"
                + " change")
            .formatted(
                FIRST_SEED,
                FIRST_SEED + CASES - 1,
                count(bySetting, setting -> !setting.isOn(StateBackend.ROCKSDB)),
                count(bySetting, setting -> !setting.isOn(StateBackend.HEAP)),
                count(bySetting, setting -> setting.stateBackends().size() > 1),
                count(bySetting, setting -> setting.restarts() > 0),
                count(bySetting, OperatorSetting::isRescaled),
                count(bySetting, OperatorSetting::changing)));
    List<Callable<@Nullable AssertionError>> batches = new ArrayList<>();
    bySetting.forEach(
        (setting, seeds) -> {
          for (int from = 0; from < seeds.size(); from += TOGETHER) {
            List<Long> batch = seeds.subList(from, Math.min(seeds.size(), from + TOGETHER));
            batches.add(() -> failure(batch, setting));
          }
        });
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Future<@Nullable AssertionError> batch : threads.invokeAll(batches)) {
        AssertionError failure = batch.get();
        if (failure != null) {
          throw failure;
        }
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println("of these: " + tally);
    requireChanges();
  }

  private void requireChanges() {
    int least = CASES / 100;
    assertThat(tally.of(PatternCourse.Kind.CHANGED)).isGreaterThanOrEqualTo(4 * least);
    assertThat(tally.of(PatternCourse.Kind.ADDED)).isGreaterThanOrEqualTo(least);
    assertThat(tally.of(PatternCourse.Kind.PUT_BACK)).isGreaterThanOrEqualTo(least);
    assertThat(tally.of(PatternCourse.Kind.SAID_OTHERWISE)).isGreaterThanOrEqualTo(least);
    assertThat(tally.of(PatternCourse.Kind.AS_IT_WAS)).isGreaterThanOrEqualTo(least);
    assertThat(tally.ahead()).isGreaterThanOrEqualTo(least);
    assertThat(tally.behind()).isGreaterThanOrEqualTo(least);
  }

  private static int count(
      Map<OperatorSetting, List<Long>> bySetting, Predicate<OperatorSetting> which) {
    return bySetting.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToInt(entry -> entry.getValue().size())
        .sum();
  }

  /** What is wrong with a batch: the smallest case that fails alone, if there is one. */
  private @Nullable AssertionError failure(List<Long> seeds, OperatorSetting setting) {
    List<GeneratedCase> cases = seeds.stream().map(Cases::of).toList();
    Throwable failure = failure(new Together(cases), setting);
    if (failure == null) {
      return null;
    }
    for (GeneratedCase generated : cases) {
      if (failure(new Together(List.of(generated)), setting) != null) {
        try {
          Shrinking.fail(
              generated,
              setting.toString(),
              smaller -> failure(new Together(List.of(smaller)), setting));
        } catch (AssertionError smallest) {
          return smallest;
        }
      }
    }
    return new AssertionError(
        "only together: %s%nseeds %s%n%s".formatted(setting, seeds, failure), failure);
  }

  private @Nullable Throwable failure(Together together, OperatorSetting setting) {
    try {
      OperatorRun.check(together, setting, together.cases().get(0).seed(), tally);
      return null;
    } catch (Exception | AssertionError failure) {
      return failure;
    }
  }
}
