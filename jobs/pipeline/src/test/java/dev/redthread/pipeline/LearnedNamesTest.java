package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole job over Okta and GitHub logs as the vendors write them: a phished login by an e-mail
 * address and clones by a GitHub login are one person's by the one entry that has both.
 */
@Timeout(240)
final class LearnedNamesTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant BEGIN = Instant.parse("2026-11-09T10:00:00Z");
  private static final String ADA = "ada@corp.example";
  private static final String EVA = "eva@corp.example";
  private static final int CLONES = 5;

  private static final String PATTERNS =
      """
      {title: Reported login, id: login, name: login, logsource: {product: okta, service: okta},
       detection: {s: {event.action: user.account.report_suspicious_activity_by_enduser}, condition: s}}
      ---
      {title: Clone, id: clone, name: clone, logsource: {product: github, service: audit},
       detection: {s: {event.action: git.clone}, condition: s}}
      ---
      title: A login that its owner reports, then clones
      id: phished
      sequence:
        group-by: [person]
        timespan: 2h
        steps: [{reported: {rule: login}}, {clone: {rule: clone}}]
      ---
      title: Many clones by one person
      id: bulk
      correlation:
        type: event_count
        rules: clone
        group-by: [person]
        timespan: 2h
        condition: {gte: 5}
      """;

  @TempDir Path folder;

  private final CollectingSink<Finding> findings = new CollectingSink<>();
  private final CollectingSink<Document> documents = new CollectingSink<>();

  @AfterEach
  void forget() {
    findings.close();
    documents.close();
  }

  private static long at(int minute) {
    return BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli();
  }

  private static Line okta(int minute, String mail) {
    return new Line(
        "okta.system",
        at(minute),
        """
        {"uuid":"okta-%1$s-%2$d","published":"%3$s","eventType":"user.account.report_suspicious_activity_by_enduser",\
        "actor":{"id":"00u1","type":"User","alternateId":"%1$s"},"outcome":{"result":"SUCCESS"},"severity":"WARN"}"""
            .formatted(mail, minute, Instant.ofEpochMilli(at(minute))));
  }

  /**
   * @param nameId by which the actor signs on; null where the entry does not say
   */
  private static Line github(int minute, String action, String login, @Nullable String nameId) {
    return new Line(
        "github.audit",
        at(minute) + 1,
        """
        {"@timestamp":%1$d,"_document_id":"gh-%2$s-%3$d","action":"%4$s","actor":"%2$s","repo":"corp/r"%5$s}"""
            .formatted(
                at(minute),
                login,
                minute,
                action,
                nameId == null ? "" : ",\"external_identity_nameid\":\"" + nameId + "\""));
  }

  /** Ada's story; beside it a login that two people sign on with, and clones by one unknown. */
  private static List<Line> story() {
    List<Line> lines = new ArrayList<>();
    lines.add(okta(0, ADA));
    lines.add(okta(1, EVA));
    for (int clone = 0; clone < CLONES; clone++) {
      lines.add(github(10 + clone, "git.clone", "Ada-Codes", null));
      lines.add(github(20 + clone, "git.clone", "shared", null));
    }
    lines.add(github(30, "git.clone", "stranger", null));
    lines.add(github(40, "org.sso_response", "shared", EVA));
    lines.add(github(41, "org.sso_response", "shared", "bob@corp.example"));
    lines.add(github(42, "org.sso_response", "ada-codes", "Ada@corp.example"));
    return lines;
  }

  private void define(StreamExecutionEnvironment env, Inputs.Input input) throws IOException {
    Sources sources =
        Sources.load(Path.of(System.getProperty("redthread.root", "../.."), "config", "sources"));
    Loaded loaded = PatternFiles.loadTexts(Map.of("names.yml", PATTERNS), sources.catalog());
    assertThat(loaded.text()).isEmpty();
    JobGraph.define(
        env,
        Inputs.of(input),
        new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings)),
        new Settings(
            loaded.set(),
            sources.mappings(),
            IdentityAliases.NONE,
            new DetectorFactory(),
            IncidentSettings.DEFAULT,
            Duration.ofDays(400),
            new Documents("redthread")));
  }

  /** What is open: pattern, person, events. */
  private Set<String> open() {
    Map<String, Finding> latest = new HashMap<>();
    for (Finding finding : findings.collected()) {
      latest.merge(
          finding.id(), finding, (one, other) -> one.version() < other.version() ? other : one);
    }
    return latest.values().stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .map(
            finding ->
                finding.pattern().id()
                    + " "
                    + finding.group().get(0).value()
                    + " "
                    + finding.eventCount())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** By which record each event of the evidence came to its person. */
  private Map<String, String> links() throws IOException {
    Map<String, String> links = new TreeMap<>();
    for (Document document : documents.collected()) {
      if (document.index().endsWith("evidence")) {
        JsonNode json = JSON.readTree(document.json());
        links.put(json.at("/event/id").asText(), json.at("/redthread/link").asText("no link"));
      }
    }
    return links;
  }

  private void assertFound() throws IOException {
    assertThat(open())
        .containsExactly(
            "bulk " + ADA + " " + CLONES,
            "bulk shared " + CLONES,
            "phished " + ADA + " " + (CLONES + 1));
    assertThat(links()).containsEntry("okta-" + ADA + "-0", "no link");
  }

  /** That clones are shown with the entry which says whose they are. */
  private void assertLinked() throws IOException {
    assertThat(links())
        .containsEntry("gh-Ada-Codes-10", "github.audit gh-ada-codes-42 at 2026-11-09T10:42:00Z");
  }

  @ParameterizedTest
  @CsvSource({"1, HEAP", "3, ROCKSDB"})
  void joinsWhatOnePersonDidByTheEntryThatComesLast(int tasks, StateBackend backend)
      throws Exception {
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.finite(tasks, backend))) {
      define(env, RecordedLines.input(story()));
      env.execute();
    }
    assertFound();
    if (tasks == 1) {
      // Of several tasks the one that has the event for a person no more may write last.
      assertLinked();
      assertThat(links()).containsEntry("gh-shared-20", "no link");
    }
  }

  @Test
  void goesOnAfterASavepointAtAnotherParallelism(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    List<Line> lines = story();
    Gate gate = Gate.of(lines.size() - 3);
    String kept;
    try (StreamExecutionEnvironment env = environment(2, StateBackend.HEAP, Optional.empty())) {
      define(env, RecordedLines.input(lines, gate));
      JobClient job = env.executeAsync();
      CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
      CommonTestUtils.waitUntilCondition(gate::isShut);
      kept = Halt.SAVEPOINT.of(job, cluster, folder);
    }
    assertThat(open()).doesNotContain("bulk " + ADA + " " + CLONES);

    try (StreamExecutionEnvironment env = environment(3, StateBackend.ROCKSDB, Optional.of(kept))) {
      define(env, RecordedLines.input(lines));
      env.execute();
    }
    assertFound();
    assertLinked();
  }

  private static StreamExecutionEnvironment environment(
      int tasks, StateBackend backend, Optional<String> kept) {
    Configuration settings =
        FlinkSettings.lasting(
            new Job(
                "names",
                tasks,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                backend,
                Optional.empty(),
                Optional.empty()));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    kept.ifPresent(path -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings);
  }
}
