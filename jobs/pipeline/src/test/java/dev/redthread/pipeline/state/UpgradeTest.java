package dev.redthread.pipeline.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.event.Codec;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** State of an older version is read and rewritten by a newer build; the reverse is refused. */
final class UpgradeTest {

  /** A type that got a second field. */
  record Grown(String name, int count) {}

  /** Its codec, as the build of the day has it. */
  static final class GrownCodec implements Codec<Grown> {
    private static int build = 1;

    @Override
    public int version() {
      return build;
    }

    @Override
    public void write(Grown value, DataOutput out) throws IOException {
      out.writeUTF(value.name());
      if (build > 1) {
        out.writeInt(value.count());
      }
    }

    @Override
    public Grown read(DataInput in, int version) throws IOException {
      return new Grown(in.readUTF(), version < 2 ? 0 : in.readInt());
    }
  }

  /** Counts how often it saw each word. */
  private static final class Count extends KeyedProcessFunction<String, String, String> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(String word, Context context, Collector<String> out)
        throws Exception {
      var seen =
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      "seen",
                      Types.STRING,
                      CodecTypeInformation.of(Grown.class, GrownCodec.class)));
      Grown before = seen.get(word);
      Grown after = new Grown(word, before == null ? 1 : before.count() + 1);
      seen.put(word, after);
      out.collect(before == null ? "new" : before.name() + " " + after.count());
    }
  }

  @AfterEach
  void firstBuild() {
    GrownCodec.build = 1;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> task(
      StateBackend backend) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, String, String> task =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Count()), word -> word, Types.STRING);
    task.setStateBackend(
        backend == StateBackend.HEAP
            ? new HashMapStateBackend()
            : new EmbeddedRocksDBStateBackend());
    return task;
  }

  private static OperatorSubtaskState stateOf(int build, StateBackend backend) throws Exception {
    GrownCodec.build = build;
    try (var task = task(backend)) {
      task.open();
      task.processElement(new StreamRecord<>("word"));
      return task.snapshot(1, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsStateThatAnOlderBuildWrote(StateBackend backend) throws Exception {
    OperatorSubtaskState old = stateOf(1, backend);
    GrownCodec.build = 2;
    OperatorSubtaskState migrated;
    try (var task = task(backend)) {
      task.initializeState(old);
      task.open();
      task.processElement(new StreamRecord<>("word"));
      assertThat(task.extractOutputValues()).containsExactly("word 1");
      migrated = task.snapshot(2, 2);
    }
    try (var task = task(backend)) {
      task.initializeState(migrated);
      task.open();
      task.processElement(new StreamRecord<>("word"));
      assertThat(task.extractOutputValues()).containsExactly("word 2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesStateThatANewerBuildWrote(StateBackend backend) throws Exception {
    OperatorSubtaskState newer = stateOf(2, backend);
    GrownCodec.build = 1;
    try (var task = task(backend)) {
      assertThatThrownBy(
              () -> {
                task.initializeState(newer);
                task.open();
                task.processElement(new StreamRecord<>("word"));
              })
          .hasStackTraceContaining("State was written by version 2")
          .hasStackTraceContaining("start the build that wrote it");
    }
  }
}
