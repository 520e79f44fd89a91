package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.Story.Written;
import dev.redthread.pipeline.config.PipelineConfig.Feed;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Fixtures;
import dev.redthread.pipeline.pull.GrowingLog;
import dev.redthread.pipeline.pull.PullSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that asks a vendor itself finds what the recorded log holds. */
@Timeout(180)
final class PullJobTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  /** Before now, so that all of the log may have arrived. */
  private static final Duration AGE = Duration.ofMinutes(5);

  /** After some fifteen of them everything has arrived. */
  private static final int MOST_POLLS = 60;

  private static final int LAST_MINUTE = 1_040;

  @TempDir Path folder;

  /** The events of the story, as though they had happened within the last hour. */
  static List<Line> lines(int seed) {
    Instant last = Instant.now().minus(AGE);
    List<Line> lines = new ArrayList<>();
    for (Line line : Story.log()) {
      if (line.source().equals("test.log") && line.json().endsWith("}")) {
        long shift = last.toEpochMilli() - LAST_MINUTE * Fixtures.MINUTE;
        Instant before = Instant.ofEpochMilli(line.receivedTime());
        Instant now = before.plusMillis(shift);
        lines.add(
            new Line(
                line.source(),
                now.toEpochMilli(),
                line.json().replace(before.toString(), now.toString())));
      }
    }
    Collections.shuffle(lines, new Random(seed));
    return lines;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 3, HEAP", "2, 3, 2, ROCKSDB", "3, 2, 4, ROCKSDB"})
  void findsTheSameWhenItIsKilledAndGoesOnFromBeforeThat(
      int seed,
      int firstTasks,
      int thenTasks,
      StateBackend backend,
      @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    List<Line> lines = lines(seed);
    Set<List<Object>> whole = Story.run(lines, 1, StateBackend.HEAP).open();
    assertThat(whole).hasSizeGreaterThan(40);
    List<GrowingLog.Entry> entries =
        lines.stream()
            .map(
                line ->
                    new GrowingLog.Entry(Instant.ofEpochMilli(line.receivedTime()), line.json()))
            .toList();
    try (GrowingLog vendor = new GrowingLog(entries);
        CollectingSink<Finding> before = new CollectingSink<>();
        CollectingSink<Finding> after = new CollectingSink<>()) {
      String savepoint;
      List<Finding> covered;
      try (StreamExecutionEnvironment env = environment(firstTasks, backend, Optional.empty())) {
        JobClient job = start(env, vendor, before);
        CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
        polls(vendor, 2);
        vendor.grow(false);
        polls(vendor, 2);
        savepoint =
            job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
        covered = before.collected();
        vendor.grow(true);
        polls(vendor, 2);
        job.cancel().get();
        CommonTestUtils.waitUntilCondition(() -> isOver(cluster, job));
      }
      try (StreamExecutionEnvironment env =
          environment(thenTasks, backend, Optional.of(savepoint))) {
        JobClient job = start(env, vendor, after);
        CommonTestUtils.waitUntilCondition(
            () ->
                open(covered, after).equals(whole)
                    || vendor.polls() > MOST_POLLS
                    || isOver(cluster, job));
        job.cancel().get();
      }

      assertThat(open(covered, after)).isEqualTo(whole);
      // What the killed job found is neither lost nor all there is.
      assertThat(after.collected()).isNotEmpty();
      assertThat(new Written(covered, List.of(), List.of()).open()).isNotEmpty();
    }
  }

  private JobClient start(
      StreamExecutionEnvironment env, GrowingLog vendor, CollectingSink<Finding> findings)
      throws Exception {
    JobGraph.define(
        env,
        Inputs.of(input(vendor)),
        new Outputs(Optional.empty(), Optional.empty(), Optional.of(findings)),
        Story.settings());
    return env.executeAsync();
  }

  private static void polls(GrowingLog vendor, int more) throws Exception {
    int until = vendor.polls() + more;
    CommonTestUtils.waitUntilCondition(() -> vendor.polls() >= until);
  }

  static boolean isOver(MiniCluster cluster, JobClient job) throws Exception {
    return cluster.getJobStatus(job.getJobID()).get().isGloballyTerminalState();
  }

  static Set<List<Object>> open(List<Finding> before, CollectingSink<Finding> after) {
    List<Finding> both = new ArrayList<>(before);
    both.addAll(after.collected());
    return new Written(both, List.of(), List.of()).open();
  }

  private Inputs.Input input(GrowingLog vendor) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), GrowingLog.TOKEN + "\n");
    Sources sources = Sources.read(Map.of("test.yml", TestLog.mapping("30m") + GrowingLog.BLOCK));
    Feed feed =
        new Feed(
            "test.log",
            Map.of("api", vendor.host()),
            Map.of(),
            Map.of("token", token.toString()),
            Optional.of(Duration.ofMillis(50)),
            Optional.empty(),
            Duration.ofHours(2),
            Duration.ofMinutes(15),
            true);
    return new Inputs.Input(
        "pull",
        "Pull",
        PullSource.of(Map.of("vendor", feed), sources),
        WatermarkStrategy.noWatermarks(),
        Optional.of(1));
  }

  static StreamExecutionEnvironment environment(
      int tasks, StateBackend backend, Optional<String> savepoint) {
    Configuration settings =
        FlinkSettings.lasting(
            new Job(
                "pull",
                tasks,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                backend,
                Optional.empty(),
                Optional.empty()));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    savepoint.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
