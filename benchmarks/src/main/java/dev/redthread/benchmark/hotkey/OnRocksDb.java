package dev.redthread.benchmark.hotkey;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.codec.CompletionCodec;
import dev.redthread.engine.codec.DecidedCodec;
import dev.redthread.engine.codec.EventKeyCodec;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.engine.codec.TimelineEventCodec;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.embedded.LocalFlink;
import dev.redthread.pipeline.state.CodecTypeInformation;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.KeyedTable;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Floods a key whose state Flink keeps in RocksDB, with the job's serialisers: one element of a
 * small job is the whole flood.
 *
 * <p><i>Thread safety:</i> one at a time in a process, since what is flooded is not sent to the
 * task.
 */
final class OnRocksDb {
  private static volatile Function<TimelineState, Flood.Cost> flood =
      state -> {
        throw new IllegalStateException("nothing to flood");
      };

  private static volatile Flood.Cost cost = Flood.Cost.NONE;

  private OnRocksDb() {}

  /** What a flood costs that gets its state. */
  static Flood.Cost run(Function<TimelineState, Flood.Cost> of) throws Exception {
    flood = of;
    Configuration settings = FlinkSettings.finite(1, StateBackend.ROCKSDB);
    try (LocalFlink cluster = LocalFlink.start(1, settings)) {
      StreamExecutionEnvironment env = cluster.environment(settings);
      env.fromData("ada")
          .uid("key")
          .keyBy(key -> key)
          .process(new OneFlood())
          .returns(Types.LONG)
          .uid("flood")
          .sinkTo(new DiscardingSink<>())
          .uid("nowhere");
      env.execute("flood");
    }
    return cost;
  }

  /** Runs the flood when its element arrives. */
  private static final class OneFlood extends KeyedProcessFunction<String, String, Long> {
    private static final long serialVersionUID = 1;

    @Override
    public void processElement(String key, Context context, Collector<Long> out) {
      Flood.Cost now = flood.apply(new Keyed(getRuntimeContext()));
      cost = now;
      out.collect(now.taken());
    }
  }

  /** The state of the current key. */
  private record Keyed(
      StateTable<EventKey, TimelineEvent> events,
      StateTable<EventKey, Completion> completions,
      StateTable<String, Finding> findings,
      StateCell<EventKey> evicted,
      StateCell<Decided> decided)
      implements TimelineState {
    private static final TypeInformation<EventKey> KEY =
        CodecTypeInformation.of(EventKey.class, EventKeyCodec.class);

    Keyed(RuntimeContext context) {
      this(
          table(
              context,
              "events",
              KEY,
              CodecTypeInformation.of(TimelineEvent.class, TimelineEventCodec.class)),
          table(
              context,
              "completions",
              KEY,
              CodecTypeInformation.of(Completion.class, CompletionCodec.class)),
          table(
              context,
              "findings",
              Types.STRING,
              CodecTypeInformation.of(Finding.class, FindingCodec.class)),
          new KeyedCell<>(context.getState(new ValueStateDescriptor<>("evicted", KEY))),
          new KeyedCell<>(
              context.getState(
                  new ValueStateDescriptor<>(
                      "decided", CodecTypeInformation.of(Decided.class, DecidedCodec.class)))));
    }

    private static <K, V> StateTable<K, V> table(
        RuntimeContext context, String name, TypeInformation<K> key, TypeInformation<V> value) {
      return new KeyedTable<>(context.getMapState(new MapStateDescriptor<>(name, key, value)));
    }
  }
}
