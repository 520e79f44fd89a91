package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.List;

/**
 * How a scenario is replayed.
 *
 * @param stateBackend where state lives
 * @param parallelisms the parallelism of each incarnation, used in turn
 * @param restoreEvery after how many happenings the operator is snapshot and restored; 0 for never
 */
record Variation(StateBackend stateBackend, List<Integer> parallelisms, int restoreEvery) {

  static final Variation PLAIN = new Variation(StateBackend.HEAP, List.of(1), 0);

  static final List<Variation> ALL =
      List.of(
          PLAIN,
          new Variation(StateBackend.HEAP, List.of(1), 1),
          new Variation(StateBackend.HEAP, List.of(1, 3, 2), 1),
          new Variation(StateBackend.ROCKSDB, List.of(1), 0),
          new Variation(StateBackend.ROCKSDB, List.of(2, 1), 2));
}
