package dev.redthread.pipeline.operator;

import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.engine.generated.Dice;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.List;

/**
 * How the operator runs for a generated case.
 *
 * @param restarts how often it is snapshot and restored while its cases arrive
 * @param cache what its detector may keep beside the state
 * @param kernel whether Flink's CEP decides where it can
 * @param changing whether its patterns change while events arrive
 */
public record OperatorSetting(
    List<StateBackend> stateBackends,
    List<Integer> parallelisms,
    int restarts,
    Cache cache,
    boolean kernel,
    boolean changing) {

  /** How many keys, and how many events in all, are kept decoded. */
  public enum Cache {
    NONE(0, 0),
    ONE_KEY(1, 1_000),
    FEW_EVENTS(1_000, 3),
    LARGE(1_000, 1_000_000);

    private final int keys;
    private final int events;

    Cache(int keys, int events) {
      this.keys = keys;
      this.events = events;
    }
  }

  private record Way(List<StateBackend> stateBackends, List<Integer> parallelisms, int restarts) {}

  private static final List<StateBackend> HEAP = List.of(StateBackend.HEAP);
  private static final List<StateBackend> ROCKSDB = List.of(StateBackend.ROCKSDB);

  private static final List<Way> WAYS =
      List.of(
          new Way(HEAP, List.of(1), 0),
          new Way(HEAP, List.of(1), 20),
          new Way(HEAP, List.of(2), 4),
          new Way(HEAP, List.of(1, 3, 2), 12),
          new Way(ROCKSDB, List.of(1), 0),
          new Way(ROCKSDB, List.of(1), 12),
          new Way(ROCKSDB, List.of(2, 1), 6),
          new Way(List.of(StateBackend.HEAP, StateBackend.ROCKSDB), List.of(1, 2), 6));

  /** Any of the ways with any cache; in a quarter the patterns change. */
  public static OperatorSetting of(long seed) {
    Dice dice = new Dice(seed, "operator");
    Way way = dice.pick(WAYS);
    return new OperatorSetting(
        way.stateBackends(),
        way.parallelisms(),
        way.restarts(),
        dice.pick(List.of(Cache.values())),
        dice.percent(67),
        dice.percent(25));
  }

  boolean isOn(StateBackend stateBackend) {
    return stateBackends.contains(stateBackend);
  }

  boolean isRescaled() {
    return restarts > 0 && parallelisms.size() > 1;
  }

  Variation variation() {
    return new Variation(stateBackends, parallelisms, 0);
  }

  /** The detectors of this setting. */
  public DetectorFactory detectors() {
    return new DetectorFactory(
        DetectorOptions.DEFAULT.withCache(cache.keys, cache.events).withCepKernel(kernel));
  }
}
