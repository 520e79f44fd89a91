package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.Follow;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.follow.FollowSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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

/** A job that follows files which grow and are rotated finds what the recorded log holds. */
@Timeout(180)
final class FollowJobTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 3, HEAP", "2, 3, 2, ROCKSDB"})
  void findsTheSameWhenItIsKilledAndFilesAreRotatedMeanwhile(
      int seed,
      int firstTasks,
      int thenTasks,
      StateBackend backend,
      @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    List<Line> lines = PullJobTest.lines(seed);
    Set<List<Object>> whole = Story.run(lines, 1, StateBackend.HEAP).open();
    assertThat(whole).hasSizeGreaterThan(40);
    int part = lines.size() / 4;
    try (CollectingSink<Finding> before = new CollectingSink<>();
        CollectingSink<Finding> after = new CollectingSink<>()) {
      String savepoint;
      List<Finding> covered;
      try (StreamExecutionEnvironment env =
          PullJobTest.environment(firstTasks, backend, Optional.empty())) {
        append(lines.subList(0, part));
        JobClient job = start(env, before);
        CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
        append(lines.subList(part, 2 * part));
        CommonTestUtils.waitUntilCondition(() -> !before.collected().isEmpty());
        savepoint =
            job.triggerSavepoint(
                    folder.resolve("kept").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        covered = before.collected();
        append(lines.subList(2 * part, 3 * part));
        CommonTestUtils.waitUntilCondition(() -> before.collected().size() > covered.size());
        job.cancel().get();
        CommonTestUtils.waitUntilCondition(() -> PullJobTest.isOver(cluster, job));
      }
      Files.move(folder.resolve("doors.log"), folder.resolve("doors.log.1"));
      append(lines.subList(3 * part, lines.size()));
      try (StreamExecutionEnvironment env =
          PullJobTest.environment(thenTasks, backend, Optional.of(savepoint))) {
        JobClient job = start(env, after);
        CommonTestUtils.waitUntilCondition(
            () ->
                PullJobTest.open(covered, after).equals(whole) || PullJobTest.isOver(cluster, job));
        job.cancel().get();
      }
      assertThat(PullJobTest.open(covered, after)).isEqualTo(whole);
    }
  }

  private void append(List<Line> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.json()).append('\n'));
    Files.writeString(
        folder.resolve("doors.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private JobClient start(StreamExecutionEnvironment env, CollectingSink<Finding> findings)
      throws Exception {
    Follow doors = new Follow(List.of("doors.log*"), Optional.of("test.log"));
    JobGraph.define(
        env,
        Inputs.of(
            new Inputs.Input(
                "follow-files",
                "Follow files",
                FollowSource.of(Map.of("doors", doors), TestLog.SOURCES, folder),
                WatermarkStrategy.noWatermarks(),
                Optional.of(1))),
        new Outputs(Optional.empty(), Optional.empty(), Optional.of(findings)),
        Story.settings());
    return env.executeAsync();
  }
}
