package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.workload.OpenChains;
import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.embedded.LocalFlink;
import dev.redthread.pipeline.embedded.TemporaryFolder;
import dev.redthread.pipeline.operator.Detect;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.operator.WireTypes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The job's detect operator, which takes in candidates as they are allowed and keeps their
 * timelines.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class TimelineJob implements AutoCloseable {
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(100);

  /** How old Flink's answers about checkpoints may be. */
  private static final Duration STATISTICS_AGE = Duration.ofMillis(50);

  /** A full heap may be collected for longer than Flink waits for a sign of life. */
  private static final Duration LONGEST_COLLECTION = Duration.ofMinutes(10);

  /** So few keys are kept decoded that they do not count among the many. */
  private static final DetectorOptions OPTIONS =
      DetectorOptions.DEFAULT
          .withProgress(true)
          .withCache(100, DetectorOptions.DEFAULT.cachedEvents());

  private static final long LONGEST_STOP_SECONDS = 60;

  /** More than any task is ever allowed. */
  private static final long OF_EACH_TASK = 1L << 32;

  private final TemporaryFolder folder;
  private final LocalFlink cluster;
  private final Held<OpenChains> chains;
  private final Held<Gate> gate;
  private final JobClient job;
  private final Checkpoints checkpoints;
  private final int tasks;

  private TimelineJob(
      TemporaryFolder folder,
      LocalFlink cluster,
      Held<OpenChains> chains,
      Held<Gate> gate,
      JobClient job,
      int tasks) {
    this.folder = folder;
    this.cluster = cluster;
    this.chains = chains;
    this.gate = gate;
    this.job = job;
    this.tasks = tasks;
    checkpoints = new Checkpoints(cluster.webUi(), job.getJobID());
  }

  /** Starts it; nothing is taken in yet. */
  public static TimelineJob start(OpenChains open, StateBackend backend, int tasks)
      throws Exception {
    TemporaryFolder folder = TemporaryFolder.create("redthread-timelines-");
    Configuration settings =
        FlinkSettings.lasting(
            new Job(
                "timelines",
                tasks,
                BUFFER_TIMEOUT,
                Duration.ofDays(1),
                Optional.of(folder.path().resolve("checkpoints").toString()),
                backend,
                Optional.empty(),
                Optional.empty()));
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, LONGEST_COLLECTION);
    settings.set(WebOptions.REFRESH_INTERVAL, STATISTICS_AGE);
    LocalFlink cluster = LocalFlink.start(tasks, settings);
    Held<OpenChains> chains = new Held<>(open);
    Held<Gate> gate = new Held<>(new Gate());
    StreamExecutionEnvironment env = cluster.environment(settings);
    env.fromSource(
            new DataGeneratorSource<Candidate>(
                new CandidateGenerator(chains, OF_EACH_TASK),
                OF_EACH_TASK * tasks,
                Gate.before(gate),
                WireTypes.CANDIDATE),
            WatermarkStrategy.<Candidate>forMonotonousTimestamps()
                .withTimestampAssigner((candidate, none) -> candidate.event().receivedTime()),
            "Candidates")
        .uid("candidates")
        .keyBy(TimelineKey::of, WireTypes.TIMELINE_KEY)
        .process(
            new Detect(open.patterns(), new DetectorFactory(OPTIONS), new Documents("redthread")))
        .returns(WireTypes.FINDING)
        .uid("detect")
        .sinkTo(new DiscardingSink<Finding>())
        .uid("discard");
    return new TimelineJob(folder, cluster, chains, gate, env.executeAsync("timelines"), tasks);
  }

  /** Takes in candidates until there have been so many, and waits until all are kept. */
  public void takeIn(long candidates) throws Exception {
    gate.get().open(candidates / tasks);
    gate.get().awaitAll(tasks);
    // It comes behind them on every channel.
    checkpoints.take(Checkpoints.Kind.CONFIGURED);
  }

  /** Writes a checkpoint that shares nothing with those before. */
  public Checkpoints.Taken fullCheckpoint() throws Exception {
    return checkpoints.take(Checkpoints.Kind.FULL);
  }

  /** Writes a checkpoint as the back end does from time to time. */
  public Checkpoints.Taken checkpoint() throws Exception {
    return checkpoints.take(Checkpoints.Kind.CONFIGURED);
  }

  @Override
  public void close() throws Exception {
    try (folder;
        cluster;
        chains;
        gate) {
      job.cancel().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    }
  }
}
