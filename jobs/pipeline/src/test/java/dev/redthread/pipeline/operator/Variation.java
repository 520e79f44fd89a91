package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.List;

/**
 * How a scenario is replayed.
 *
 * <p>Between incarnations on one back end goes a checkpoint, on different ones a canonical
 * savepoint.
 *
 * @param stateBackends where the state of each incarnation lives, used in turn
 * @param parallelisms the parallelism of each incarnation, used in turn
 * @param restoreEvery after how many happenings the operator is snapshot and restored; 0 for never
 */
record Variation(List<StateBackend> stateBackends, List<Integer> parallelisms, int restoreEvery) {

  Variation(StateBackend stateBackend, List<Integer> parallelisms, int restoreEvery) {
    this(List.of(stateBackend), parallelisms, restoreEvery);
  }

  static final Variation PLAIN = new Variation(StateBackend.HEAP, List.of(1), 0);

  static final List<Variation> ALL =
      List.of(
          PLAIN,
          new Variation(StateBackend.HEAP, List.of(1), 1),
          new Variation(StateBackend.HEAP, List.of(1, 3, 2), 1),
          new Variation(StateBackend.ROCKSDB, List.of(1), 0),
          new Variation(StateBackend.ROCKSDB, List.of(2, 1), 2),
          new Variation(List.of(StateBackend.HEAP, StateBackend.ROCKSDB), List.of(1, 2), 3));

  StateBackend stateBackend(int incarnation) {
    return stateBackends.get(incarnation % stateBackends.size());
  }

  int parallelism(int incarnation) {
    return parallelisms.get(incarnation % parallelisms.size());
  }
}
