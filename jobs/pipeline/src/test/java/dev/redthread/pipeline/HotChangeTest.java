package dev.redthread.pipeline;

import static dev.redthread.pipeline.change.PatternTextsOfTests.FAILURES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.LISTED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.PHISHED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.SOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.PatternPaths;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternFolder;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder of patterns that changes while the whole job runs over it. */
@Timeout(240)
final class HotChangeTest {
  private static final ChangeMetrics METRICS = new ChangeMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.configuration())
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final int TASKS = 2;
  private static final int PERSONS = 40;

  @TempDir Path folder;

  private final CollectingSink<Finding> findings = new CollectingSink<>();

  @BeforeEach
  void startWithTheFirstPatterns() throws IOException {
    Files.createDirectories(folder.resolve("patterns"));
    write("rules.yml", RULES);
    write("phished.yml", PHISHED);
  }

  @AfterEach
  void forget() {
    findings.close();
  }

  private Path lists() {
    return folder.resolve("placeholders.yml");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve("patterns").resolve(file), text);
  }

  private static Line line(String type, String id, long minute, String person) {
    Instant time = Instant.ofEpochSecond(60 * minute);
    return new Line(
        "test.log",
        time.toEpochMilli(),
        "{\"id\":\"%s\",\"at\":\"%s\",\"type\":\"%s\",\"user\":\"%s@example.com\"}"
            .formatted(id, time, type, person));
  }

  /** Of each person in two halves of a day a click, two failures and a login. */
  private static List<Line> log() {
    List<Line> log = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      for (int step = 0; step < 4; step++) {
        for (int i = 0; i < PERSONS; i++) {
          String type = List.of("click", "fail", "fail", "login").get(step);
          String person = "p" + half + "-" + i;
          log.add(line(type, person + "-" + step, 1_000 + 300L * half + 10L * step, person));
        }
      }
    }
    return log;
  }

  private JobClient start(Turnstile turnstile, Optional<String> savepoint) throws Exception {
    Configuration flink =
        FlinkSettings.lasting(
            new Job(
                "hot-change",
                TASKS,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                StateBackend.HEAP,
                Optional.empty(),
                Optional.empty()));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink)) {
      List<Path> paths = List.of(folder.resolve("patterns"));
      Loaded loaded = PatternFiles.load(paths, SOURCES.catalog());
      Versions versions = new Versions(PatternVersion.of(1, 0, loaded.texts()), SOURCES.catalog());
      JobGraph.define(
          env,
          Inputs.of(inOrder(RecordedLines.input(log(), turnstile))),
          Outputs.findings(findings),
          settings(loaded),
          new PatternChanges(
              versions,
              new PatternWatchSource(
                  versions,
                  Optional.of(PatternFolder.of(PatternPaths.of(paths), List.of(lists()))),
                  Duration.ofMillis(100))));
      return env.executeAsync();
    }
  }

  /** Read by one task, so that what was let through first is the beginning. */
  private static Inputs.Input inOrder(Inputs.Input input) {
    return new Inputs.Input(
        input.uid(), input.name(), input.source(), input.clock(), Optional.of(1));
  }

  private static Settings settings(Loaded loaded) {
    return new Settings(
        loaded.set(),
        SOURCES.mappings(),
        IdentityAliases.NONE,
        new DetectorFactory(),
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  /** The open findings of a pattern: whose, and of how many events. */
  private Map<String, Integer> open(String pattern) {
    Map<String, Finding> latest = new TreeMap<>();
    for (Finding finding : findings.collected()) {
      latest.merge(
          finding.id(), finding, (one, other) -> one.version() < other.version() ? other : one);
    }
    Map<String, Integer> open = new TreeMap<>();
    for (Finding finding : latest.values()) {
      if (finding.status() == Finding.Status.OPEN && finding.pattern().id().equals(pattern)) {
        String person = finding.group().get(0).value();
        assertThat(open.put(person, finding.eventCount())).as("one for " + person).isNull();
      }
    }
    return open;
  }

  private static Map<String, Integer> everyone(int halves, int events) {
    Map<String, Integer> all = new TreeMap<>();
    for (int i = 0; i < PERSONS; i++) {
      for (int half = 2 - halves; half < 2; half++) {
        all.put("p" + half + "-" + i + "@example.com", events);
      }
    }
    return all;
  }

  @Test
  void countsEveryEventFromWhenAPatternIsInForceAndLeavesTheOthersAlone(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    Turnstile turnstile = Turnstile.closed();
    JobClient job = start(turnstile, Optional.empty());
    METRICS.awaitRunning(job, cluster);
    turnstile.let(PERSONS * 2);
    write("failures.yml", FAILURES);
    turnstile.let(PERSONS * 2);
    METRICS.awaitInForce(job.getJobID(), 2);
    CommonTestUtils.waitUntilCondition(turnstile::isShut);
    turnstile.let(PERSONS * 4);

    CommonTestUtils.waitUntilCondition(() -> open("phished").size() == 2 * PERSONS);
    CommonTestUtils.waitUntilCondition(
        () -> open("failures").keySet().containsAll(everyone(1, 2).keySet()));
    assertThat(open("phished")).isEqualTo(everyone(2, 2));
    assertThat(open("failures")).containsAllEntriesOf(everyone(1, 2));

    write("phished.yml", PHISHED.replace("1h", "5m"));
    METRICS.awaitInForce(job.getJobID(), 3);
    write("phished.yml", PHISHED.replace("rule: login", "rule: logon"));
    METRICS.awaitRefused(job.getJobID(), 1);
    assertThat(METRICS.inForce(job.getJobID())).containsExactly(3L);
    job.cancel().get();
  }

  @Test
  void raisesWhatKeptEventsMakeOverASavepointDuringTheChange(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    Turnstile turnstile = Turnstile.closed();
    write("phished.yml", PHISHED.replace("1h", "5m"));
    JobClient job = start(turnstile, Optional.empty());
    METRICS.awaitRunning(job, cluster);
    turnstile.let(PERSONS * 4);
    METRICS.awaitClock(job.getJobID(), Duration.ofHours(17).toMillis());
    write("phished.yml", PHISHED);
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();

    JobClient again = start(turnstile, Optional.of(savepoint));
    METRICS.awaitRunning(again, cluster);
    METRICS.awaitInForce(again.getJobID(), 2);
    CommonTestUtils.waitUntilCondition(() -> open("phished").size() >= PERSONS);
    assertThat(open("phished")).as("without a new event").hasSize(PERSONS).containsValue(2);
    again.cancel().get();
  }

  @Test
  void tellsANewPatternOfPatternsWhatCompletedTheOldOne(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    Turnstile turnstile = Turnstile.closed();
    write("one.yml", ofPhished("one"));
    JobClient job = start(turnstile, Optional.empty());
    METRICS.awaitRunning(job, cluster);
    turnstile.let(PERSONS * 4);
    CommonTestUtils.waitUntilCondition(() -> open("one").size() == PERSONS);

    write("other.yml", ofPhished("other"));
    CommonTestUtils.waitUntilCondition(() -> open("other").size() == PERSONS);
    turnstile.let(PERSONS * 4);
    CommonTestUtils.waitUntilCondition(() -> open("other").size() == 2 * PERSONS);
    CommonTestUtils.waitUntilCondition(() -> open("one").size() == 2 * PERSONS);
    assertThat(open("other")).isEqualTo(open("one")).isEqualTo(everyone(2, 1));
    assertThat(findings.collected())
        .filteredOn(finding -> !finding.pattern().id().equals("other"))
        .as("the others say nothing again")
        .allSatisfy(finding -> assertThat(finding.revision()).isEqualTo(1));
    job.cancel().get();
  }

  @Test
  void goesByAListThatFirstAppearsAndThenChanges(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    Turnstile turnstile = Turnstile.closed();
    JobClient job = start(turnstile, Optional.empty());
    METRICS.awaitRunning(job, cluster);
    turnstile.let(PERSONS * 4);
    CommonTestUtils.waitUntilCondition(turnstile::isShut);
    watch("p1-0");
    METRICS.awaitInForce(job.getJobID(), 2);
    write("listed.yml", LISTED);
    METRICS.awaitInForce(job.getJobID(), 3);
    turnstile.let(PERSONS * 2);
    CommonTestUtils.waitUntilCondition(() -> !open("listed").isEmpty());
    assertThat(open("listed")).containsOnlyKeys("p1-0@example.com");

    watch("p1-0", "p1-1");
    METRICS.awaitInForce(job.getJobID(), 4);
    turnstile.let(PERSONS * 2);
    CommonTestUtils.waitUntilCondition(() -> open("listed").size() == 2);
    CommonTestUtils.waitUntilCondition(
        () -> open("listed").getOrDefault("p1-0@example.com", 0) == 2);
    assertThat(open("listed")).containsOnlyKeys("p1-0@example.com", "p1-1@example.com");
    job.cancel().get();
  }

  private void watch(String... persons) throws IOException {
    StringBuilder lists = new StringBuilder("title: Lists\nplaceholders:\n  watched:\n");
    for (String person : persons) {
      lists.append("    - ").append(person).append("@example.com\n");
    }
    Files.writeString(lists(), lists);
  }

  /** Whoever is phished. */
  private static String ofPhished(String id) {
    return """
        title: Phished
        id: %s
        correlation:
          type: event_count
          rules: phished
          group-by: [person]
          timespan: 1d
          condition: {gte: 1}
        """
        .formatted(id);
  }
}
