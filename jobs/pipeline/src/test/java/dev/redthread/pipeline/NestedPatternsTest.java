package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.Document;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of patterns, four deep and across different keys, through the whole job. */
final class NestedPatternsTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final String PATTERNS =
      """
      {title: Fail, id: fail, logsource: {category: activity},
       detection: {s: {activity: login.failed}, condition: s}}
      ---
      {title: Login, id: login, logsource: {category: activity},
       detection: {s: {activity: login.succeeded}, condition: s}}
      ---
      {title: Revoked, id: revoked, logsource: {category: activity},
       detection: {s: {activity: session.revoked}, condition: s}}
      ---
      title: Guesses at a password
      id: guesses
      correlation:
        type: event_count
        rules: fail
        group-by: [person, source.ip]
        timespan: 10m
        condition: {gte: 3}
      ---
      title: A guessed password
      id: guessed
      sequence:
        group-by: [person, source.ip]
        timespan: 30m
        steps: [{tries: {rule: guesses}}, {login: {rule: login}}]
      ---
      title: Nobody revoked a guessed password's sessions
      id: open
      sequence:
        group-by: [person, source.ip]
        aliases:
          source.ip: {revoked: source.ip}
        timespan: 1h
        steps: [{guess: {rule: guessed}}, {not: {rule: revoked, within: 20m}}]
      ---
      title: Accounts from one address
      id: accounts
      level: critical
      correlation:
        type: event_count
        rules: open
        group-by: source.ip
        timespan: 1d
        condition: {gte: 2}
      """;

  private static Settings settings() {
    Sources sources = TestLog.SOURCES;
    Loaded loaded = PatternFiles.loadTexts(Map.of("nested.yml", PATTERNS), sources.catalog());
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
    return new Settings(
        loaded.set(),
        sources.mappings(),
        IdentityAliases.NONE,
        new DetectorFactory(),
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  private static Line line(String type, String id, long minute, String person, String ip) {
    Instant time = Instant.ofEpochSecond(60 * minute);
    return new Line(
        "test.log",
        time.toEpochMilli(),
        "{\"id\":\"%s\",\"at\":\"%s\",\"type\":\"%s\",\"user\":\"%s@example.com\",\"ip\":\"%s\"}"
            .formatted(id, time, type, person, ip));
  }

  /**
   * From each of ten addresses the passwords of three people are guessed; of one of them the
   * sessions are revoked, and from the last address of two.
   */
  private static List<Line> log() {
    List<Line> log = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String ip = "203.0.113." + i;
      for (int who = 0; who < 3; who++) {
        String person = "p" + i + "-" + who;
        long begin = 1_000 + 7L * i + 40L * who;
        for (int n = 0; n < 3; n++) {
          log.add(line("fail", person + "f" + n, begin + n, person, ip));
        }
        log.add(line("login", person + "l", begin + 5, person, ip));
        if (who == 2 || (who == 1 && i == 9)) {
          log.add(line("revoke", person + "r", begin + 15, person, ip));
        }
      }
    }
    log.sort(Comparator.comparingLong(Line::receivedTime));
    return log;
  }

  /** What one run wrote. */
  private record Written(List<Finding> findings, List<Document> documents) {

    /** The open findings of the outermost pattern, by address: how many accounts. */
    Map<String, Integer> accounts() {
      Map<String, Finding> latest = new HashMap<>();
      findings.forEach(
          finding ->
              latest.merge(
                  finding.id(),
                  finding,
                  (one, other) -> one.version() < other.version() ? other : one));
      Map<String, Integer> accounts = new HashMap<>();
      for (Finding finding : latest.values()) {
        assertThat(finding.pattern().id()).as("patterns that are steps only").isEqualTo("accounts");
        if (finding.status() == Finding.Status.OPEN) {
          accounts.put(finding.group().get(0).value(), finding.eventCount());
        }
      }
      return accounts;
    }
  }

  private static Written run(List<Line> lines, int parallelism, StateBackend backend)
      throws Exception {
    try (CollectingSink<Document> documents = new CollectingSink<>();
        CollectingSink<Finding> findings = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(parallelism, backend))) {
      JobGraph.define(
          env,
          Inputs.of(RecordedLines.input(lines)),
          new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings)),
          settings());
      env.execute();
      return new Written(findings.collected(), documents.collected());
    }
  }

  private static Map<String, Integer> expected() {
    Map<String, Integer> expected = new HashMap<>();
    for (int i = 0; i < 9; i++) {
      expected.put("203.0.113." + i, 2);
    }
    return expected;
  }

  @ParameterizedTest
  @CsvSource({"1, HEAP", "3, HEAP", "2, ROCKSDB"})
  void findsTheOutermostAtAnyParallelism(int parallelism, StateBackend backend) throws Exception {
    Written written = run(log(), parallelism, backend);

    assertThat(written.accounts()).isEqualTo(expected());
    assertThat(written.documents())
        .filteredOn(document -> document.index().equals("redthread-evidence"))
        .extracting(document -> new String(document.json(), StandardCharsets.UTF_8))
        .anyMatch(json -> json.contains("pattern:open") && json.contains("guess"))
        .anyMatch(json -> json.contains("pattern:guesses"))
        .anyMatch(json -> json.contains("p3-1f0"));
  }

  @Test
  void findsTheSameWithEveryLineTwiceInAnyOrderThatTheDelayAllows() throws Exception {
    List<Line> twice = new ArrayList<>(log());
    twice.addAll(log());
    SplittableRandom random = new SplittableRandom(7);
    List<Line> shuffled = new ArrayList<>();
    for (Line line : twice) {
      long late = random.nextLong(Duration.ofMinutes(30).toMillis() + 1);
      shuffled.add(new Line(line.source(), line.receivedTime() + late, line.json()));
    }
    shuffled.sort(Comparator.comparingLong(Line::receivedTime));

    assertThat(run(shuffled, 2, StateBackend.HEAP).accounts()).isEqualTo(expected());
  }

  @Test
  void findsTheSameWhenATaskManagerIsKilled(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    List<Line> lines = log();
    Gate gate = Gate.of(lines.size() / 3);
    try (CollectingSink<Document> documents = new CollectingSink<>();
        CollectingSink<Finding> findings = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.lasting(
                    new Job(
                        "killed",
                        2,
                        Duration.ofMillis(5),
                        Duration.ofHours(1),
                        Optional.empty(),
                        StateBackend.ROCKSDB,
                        Optional.empty(),
                        Optional.empty())))) {
      JobGraph.define(
          env,
          Inputs.of(RecordedLines.input(lines, gate)),
          new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings)),
          settings());
      JobClient job = env.executeAsync();
      CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
      CommonTestUtils.waitUntilCondition(gate::isShut);
      cluster.triggerCheckpoint(job.getJobID()).get();
      gate.open(lines.size() / 3);
      CommonTestUtils.waitUntilCondition(gate::isShut);
      cluster.terminateTaskManager(0).get();
      gate.open(2 * lines.size());
      cluster.startTaskManager();
      job.getJobExecutionResult().get();

      assertThat(new Written(findings.collected(), documents.collected()).accounts())
          .isEqualTo(expected());
    }
  }

  @Test
  void hasADetectForEachLevelWithAUidOfItsOwn() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            FlinkSettings.finite(1, StateBackend.HEAP));
    JobGraph.define(
        env,
        Inputs.of(RecordedLines.input(log())),
        new Outputs(
            Optional.of(new CollectingSink<>()),
            Optional.of(new CollectingSink<>()),
            Optional.of(new CollectingSink<>())),
        settings());
    StreamGraph graph = env.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .doesNotHaveDuplicates()
        .contains("detect", "detect-level-2", "detect-level-3", "detect-level-4");
  }
}
