package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.Story.Written;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A job that is stopped with a savepoint, or cancelled after a checkpoint, goes on elsewhere as if
 * nothing had happened.
 */
@Timeout(120)
final class SavepointTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** What the job wrote before and after. */
  private final CollectingSink<Finding> findings = new CollectingSink<>();

  private final CollectingSink<Document> documents = new CollectingSink<>();
  private final CollectingSink<Page> pages = new CollectingSink<>();

  @AfterEach
  void forget() {
    findings.close();
    documents.close();
    pages.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, HEAP, SAVEPOINT, 2, HEAP",
    "2, HEAP, SAVEPOINT, 3, ROCKSDB",
    "4, ROCKSDB, SAVEPOINT, 1, HEAP",
    "2, ROCKSDB, SAVEPOINT, 4, ROCKSDB",
    "3, HEAP, CHECKPOINT, 2, HEAP",
    "1, ROCKSDB, CHECKPOINT, 4, ROCKSDB",
  })
  void goesOnAtAnotherParallelismAndOnAnotherStateBackend(
      int firstTasks,
      StateBackend firstBackend,
      Halt halt,
      int thenTasks,
      StateBackend thenBackend,
      @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    List<Line> lines = new ArrayList<>(Story.log());
    Collections.shuffle(lines, new Random(firstTasks * 31L + thenTasks));
    Gate gate = Gate.of(lines.size() / 2);
    String kept;
    try (StreamExecutionEnvironment env = environment(firstTasks, firstBackend, Optional.empty())) {
      define(env, RecordedLines.input(lines, gate));
      JobClient job = env.executeAsync();
      CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
      CommonTestUtils.waitUntilCondition(gate::isShut);
      kept = halt.of(job, cluster, folder);
    }
    Set<List<Object>> half = written().open();

    try (StreamExecutionEnvironment env = environment(thenTasks, thenBackend, Optional.of(kept))) {
      define(env, RecordedLines.input(lines));
      env.execute();
    }

    Written whole = Story.run(lines, 1, StateBackend.HEAP);
    assertThat(written().open()).isEqualTo(whole.open()).isNotEqualTo(half);
    // A page that left right after what was kept comes again, but under its key.
    assertThat(keysByPerson(written()))
        .allSatisfy((person, keys) -> assertThat(keys).as(person).hasSize(1))
        .containsOnlyKeys(keysByPerson(whole).keySet());
  }

  private static Map<String, Set<String>> keysByPerson(Written written) throws IOException {
    Map<String, Set<String>> keys = new TreeMap<>();
    for (Page page : written.pages()) {
      String person = JSON.readTree(page.json()).path("entity").path("value").asText();
      keys.computeIfAbsent(person, any -> new TreeSet<>()).add(page.dedupKey());
    }
    return keys;
  }

  private Written written() {
    return new Written(findings.collected(), documents.collected(), pages.collected());
  }

  private void define(StreamExecutionEnvironment env, Inputs.Input input) {
    JobGraph.define(
        env,
        Inputs.of(input),
        new Outputs(Optional.of(documents), Optional.of(pages), Optional.of(findings)),
        Story.settings());
  }

  private StreamExecutionEnvironment environment(
      int tasks, StateBackend backend, Optional<String> kept) {
    Configuration settings =
        FlinkSettings.lasting(
            new Job(
                "savepoint",
                tasks,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.of(folder.toString()),
                backend,
                Optional.empty(),
                Optional.empty()));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    kept.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
