package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.Lap;
import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Event;
import dev.redthread.event.EventCodec;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.embedded.LocalFlink;
import dev.redthread.pipeline.operator.Detect;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.operator.WireTypes;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.state.CodecTypeInformation;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the contestants one after another.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class JobRunner implements AutoCloseable {
  private static final TypeInformation<Event> EVENT =
      CodecTypeInformation.of(Event.class, EventCodec.class);
  private static final Documents DOCUMENTS = new Documents("redthread");

  private static final MemorySize FOR_HUNDREDS_OF_OPERATORS = MemorySize.ofMebiBytes(768);

  private final LocalFlink cluster;
  private final int parallelism;

  private JobRunner(LocalFlink cluster, int parallelism) {
    this.cluster = cluster;
    this.parallelism = parallelism;
  }

  public static JobRunner start(int parallelism) throws Exception {
    return new JobRunner(LocalFlink.start(parallelism, settings(parallelism)), parallelism);
  }

  private static Configuration settings(int parallelism) {
    Configuration settings = FlinkSettings.finite(parallelism, StateBackend.HEAP);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, FOR_HUNDREDS_OF_OPERATORS);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, FOR_HUNDREDS_OF_OPERATORS);
    return settings;
  }

  /** Redthread's screen and detector over events that are read already. */
  public Lap screenAndDetect(RecordStream stream, PatternSet patterns, long count)
      throws Exception {
    return run(
        "screen and detect",
        stream,
        count,
        (env, held, watch) ->
            events(env, held, watch, count)
                .process(new ScreenEvents(patterns))
                .returns(WireTypes.CANDIDATE)
                .uid("screen")
                .keyBy(TimelineKey::of, WireTypes.TIMELINE_KEY)
                .process(new Detect(patterns, new DetectorFactory(), DOCUMENTS))
                .returns(WireTypes.FINDING)
                .uid("detect")
                .sinkTo(new CountingSink<Finding>(watch))
                .uid("count"));
  }

  /** Stock Flink CEP over the same events, one operator for each sequence. */
  public Lap stockCep(RecordStream stream, StockCep stock, long count) throws Exception {
    return run(
        "stock Flink CEP",
        stream,
        count,
        (env, held, watch) ->
            stock
                .matches(events(env, held, watch, count))
                .sinkTo(new CountingSink<String>(watch))
                .uid("count"));
  }

  /** Redthread's job from raw records to findings. */
  public Lap rawToFinding(RecordStream stream, PatternSet patterns, Sources sources, long count)
      throws Exception {
    Settings settings =
        new Settings(
            patterns,
            sources.mappings(),
            IdentityAliases.NONE,
            new DetectorFactory(),
            IncidentSettings.DEFAULT,
            Duration.ofDays(1),
            DOCUMENTS);
    return run(
        "raw records to findings",
        stream,
        count,
        (env, held, watch) ->
            JobGraph.define(
                env,
                Inputs.of(
                    new Inputs.Input(
                        "records",
                        "Records",
                        new DataGeneratorSource<Delivered>(
                            new RecordGenerator(held, watch, count / parallelism),
                            count,
                            WireTypes.DELIVERED),
                        WatermarkStrategy.<Delivered>forMonotonousTimestamps()
                            .withTimestampAssigner((record, none) -> record.receivedTime()),
                        Optional.empty())),
                Outputs.findings(new CountingSink<Finding>(watch)),
                settings));
  }

  /** A job before it runs. */
  private interface Job {
    void define(StreamExecutionEnvironment env, Held<RecordStream> stream, Stopwatch watch);
  }

  private Lap run(String name, RecordStream stream, long count, Job job) throws Exception {
    if (count % parallelism != 0) {
      throw new IllegalArgumentException(count + " events for " + parallelism + " tasks");
    }
    try (Held<RecordStream> held = new Held<>(stream);
        Stopwatch watch = new Stopwatch()) {
      StreamExecutionEnvironment env = cluster.environment(settings(parallelism));
      job.define(env, held, watch);
      env.execute(name);
      return watch.lap(count);
    }
  }

  private DataStream<Event> events(
      StreamExecutionEnvironment env, Held<RecordStream> stream, Stopwatch watch, long count) {
    return env.fromSource(
            new DataGeneratorSource<>(
                new EventGenerator(stream, watch, count / parallelism), count, EVENT),
            WatermarkStrategy.<Event>forMonotonousTimestamps()
                .withTimestampAssigner((event, none) -> event.receivedTime()),
            "Events")
        .uid("events");
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
