package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Replays what happens to a keyed operator in one {@link Variation}, and checks that nothing is
 * left of it at the end of the input.
 */
final class Replay<K, I, O> implements AutoCloseable {
  private static final int MAX_PARALLELISM = 16;

  private final KeySelector<I, K> key;
  private final List<? extends StateDescriptor<?, ?>> states;
  private final Variation variation;
  private final List<O> output = new ArrayList<>();
  private final Map<String, List<Object>> sideOutputs = new HashMap<>();
  private final List<OutputTag<?>> tags;
  private final @Nullable RegisteredMetrics metrics;
  private final List<MockEnvironment> environments = new ArrayList<>();
  private ReplayedTask.Factory<I, O> operator;
  private List<ReplayedTask<I, O>> tasks = List.of();
  private int incarnation;
  private long wallClock;

  Replay(
      Supplier<? extends KeyedProcessFunction<K, I, O>> function,
      KeySelector<I, K> key,
      TypeInformation<K> keyType,
      List<? extends StateDescriptor<?, ?>> states,
      List<OutputTag<?>> tags,
      Variation variation)
      throws Exception {
    this(function, key, keyType, states, tags, variation, null);
  }

  /** Of which the metrics are looked at too. */
  Replay(
      Supplier<? extends KeyedProcessFunction<K, I, O>> function,
      KeySelector<I, K> key,
      TypeInformation<K> keyType,
      List<? extends StateDescriptor<?, ?>> states,
      List<OutputTag<?>> tags,
      Variation variation,
      @Nullable RegisteredMetrics metrics)
      throws Exception {
    this(
        environment ->
            new ReplayedTask.OfOneInput<>(
                new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(function.get()),
                    key,
                    keyType,
                    (MockEnvironment) environment)),
        key,
        states,
        tags,
        variation,
        metrics);
  }

  /** Of any keyed operator. */
  Replay(
      ReplayedTask.Factory<I, O> operator,
      KeySelector<I, K> key,
      List<? extends StateDescriptor<?, ?>> states,
      List<OutputTag<?>> tags,
      Variation variation,
      @Nullable RegisteredMetrics metrics)
      throws Exception {
    this.metrics = metrics;
    this.operator = operator;
    this.key = key;
    this.states = states;
    this.tags = tags;
    this.variation = variation;
    start(null, 0);
  }

  /** Lets everything happen in turn. */
  Replay<K, I, O> run(List<? extends Happening<I>> happenings) throws Exception {
    int count = 0;
    for (Happening<I> happening : happenings) {
      happen(happening);
      count++;
      if (variation.restoreEvery() > 0 && count % variation.restoreEvery() == 0) {
        restore();
      }
    }
    return this;
  }

  /** Lets one thing happen. */
  void happen(Happening<I> happening) throws Exception {
    if (happening instanceof Happening.Arrives<I> arrives) {
      K value = key.getKey(arrives.element());
      int task =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(value, MAX_PARALLELISM, tasks.size());
      tasks.get(task).arrive(arrives.element());
    } else if (happening instanceof Happening.Clock<I> clock) {
      for (ReplayedTask<I, O> task : tasks) {
        task.clock(clock.receivedClock());
      }
    } else if (happening instanceof Happening.WallClock<I> clock) {
      wallClock = clock.time();
      for (ReplayedTask<I, O> task : tasks) {
        task.harness().setProcessingTime(wallClock);
      }
    } else if (happening instanceof Happening.BusyWallClock<I> clock) {
      wallClock = clock.time();
      for (ReplayedTask<I, O> task : tasks) {
        var unused = task.harness().getProcessingTimeService().quiesce();
        task.harness().setProcessingTime(wallClock);
      }
    } else if (happening instanceof Happening.PatternsChange<I> change) {
      for (ReplayedTask<I, O> task : tasks) {
        task.change(change.version());
      }
    }
    collect();
  }

  /** Ends the input and checks that nothing is left: no state, no timer. */
  Replay<K, I, O> end() throws Exception {
    happen(new Happening.Clock<>(Long.MAX_VALUE));
    requireNothingLeft();
    return this;
  }

  /** Checks that no state and no timer is left. */
  void requireNothingLeft() {
    for (ReplayedTask<I, O> task : tasks) {
      assertThat(task.harness().numEventTimeTimers()).as("timers on the received clock").isZero();
      assertThat(task.harness().numProcessingTimeTimers()).as("timers on the wall clock").isZero();
    }
    assertThat(keysInState()).as("state that is left").isEmpty();
  }

  /** The keys that have state, by the name of the state. */
  Map<String, List<Object>> keysInState() {
    Map<String, List<Object>> keys = new HashMap<>();
    for (ReplayedTask<I, O> task : tasks) {
      KeyedStateBackend<?> backend = task.harness().getOperator().getKeyedStateBackend();
      for (StateDescriptor<?, ?> state : states) {
        try (var found = backend.getKeys(state.getName(), VoidNamespace.INSTANCE)) {
          found.forEach(
              each -> keys.computeIfAbsent(state.getName(), name -> new ArrayList<>()).add(each));
        }
      }
    }
    return keys;
  }

  /** Takes one state from all keys, as if a build had left them that did not have it. */
  <T, S extends State> void without(StateDescriptor<S, T> state) throws Exception {
    for (ReplayedTask<I, O> task : tasks) {
      task.harness()
          .getOperator()
          .getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              state,
              (any, kept) -> kept.clear());
    }
  }

  int timers() {
    return tasks.stream()
        .map(ReplayedTask::harness)
        .mapToInt(task -> task.numEventTimeTimers() + task.numProcessingTimeTimers())
        .sum();
  }

  List<O> output() {
    return output;
  }

  @SuppressWarnings("unchecked")
  <T> List<T> output(OutputTag<T> tag) {
    return (List<T>) sideOutputs.getOrDefault(tag.getId(), List.of());
  }

  private void collect() {
    for (ReplayedTask<I, O> task : tasks) {
      output.addAll(task.harness().extractOutputValues());
      task.harness().getOutput().clear();
      for (OutputTag<?> tag : tags) {
        collect(task.harness(), tag);
      }
    }
  }

  private <T> void collect(AbstractStreamOperatorTestHarness<O> task, OutputTag<T> tag) {
    var records = task.getSideOutput(tag);
    if (records != null) {
      List<Object> known = sideOutputs.computeIfAbsent(tag.getId(), id -> new ArrayList<>());
      records.forEach(record -> known.add(record.getValue()));
      records.clear();
    }
  }

  /** Goes on from a snapshot of all tasks with another operator. */
  void restore(ReplayedTask.Factory<I, O> other) throws Exception {
    operator = other;
    restore();
  }

  /** Snapshots all tasks and goes on from there with the next parallelism. */
  void restore() throws Exception {
    int before = tasks.size();
    OperatorSubtaskState[] snapshots = new OperatorSubtaskState[before];
    for (int i = 0; i < before; i++) {
      snapshots[i] = snapshot(tasks.get(i).harness());
    }
    OperatorSubtaskState whole = AbstractStreamOperatorTestHarness.repackageState(snapshots);
    close();
    incarnation++;
    start(whole, before);
  }

  private OperatorSubtaskState snapshot(AbstractStreamOperatorTestHarness<O> task)
      throws Exception {
    SnapshotType type =
        variation.stateBackend(incarnation) == variation.stateBackend(incarnation + 1)
            ? CheckpointType.FULL_CHECKPOINT
            : SavepointType.savepoint(SavepointFormatType.CANONICAL);
    return task.snapshotWithLocalState(incarnation, incarnation, type).getJobManagerOwnedState();
  }

  private void start(@Nullable OperatorSubtaskState state, int before) throws Exception {
    int parallelism = variation.parallelism(incarnation);
    List<ReplayedTask<I, O>> started = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      ReplayedTask<I, O> made = operator.make(environment(parallelism, i));
      AbstractStreamOperatorTestHarness<O> task = made.harness();
      task.setStateBackend(
          switch (variation.stateBackend(incarnation)) {
            case HEAP -> new HashMapStateBackend();
            case ROCKSDB -> new EmbeddedRocksDBStateBackend(true);
          });
      task.setProcessingTime(wallClock);
      task.setup();
      if (state != null) {
        task.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, parallelism, i));
      }
      task.open();
      started.add(made);
    }
    tasks = started;
  }

  private MockEnvironment environment(int parallelism, int task) {
    MockEnvironmentBuilder builder =
        new MockEnvironmentBuilder()
            .setMaxParallelism(MAX_PARALLELISM)
            .setParallelism(parallelism)
            .setSubtaskIndex(task);
    if (metrics != null) {
      builder.setMetricGroup(metrics.task());
    }
    MockEnvironment environment = builder.build();
    environments.add(environment);
    return environment;
  }

  @Override
  public void close() throws Exception {
    for (ReplayedTask<I, O> task : tasks) {
      task.harness().close();
    }
    for (MockEnvironment environment : environments) {
      environment.getMetricGroup().close();
      environment.close();
    }
    environments.clear();
  }
}
