package dev.redthread.pipeline;

import static dev.redthread.pipeline.change.PatternTextsOfTests.FAILURES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.PHISHED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.SOURCES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.startedWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.ScimName;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.change.IdentityTexts;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.SideFiles;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An alias table that changes while the whole job runs by it. */
@Timeout(240)
final class IdentityChangeTest {
  private static final ChangeMetrics METRICS = new ChangeMetrics();
  private static final int PERSONS = 30;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(METRICS.configuration())
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;

  private final CollectingSink<Finding> findings = new CollectingSink<>();

  @AfterEach
  void forget() {
    findings.close();
  }

  private static Line line(String type, String id, long minute, String user) {
    Instant time = Instant.ofEpochSecond(60 * minute);
    return new Line(
        "test.log",
        time.toEpochMilli(),
        "{\"id\":\"%s\",\"at\":\"%s\",\"type\":\"%s\",\"user\":\"%s\",\"device\":\"d\"}"
            .formatted(id, time, type, user));
  }

  /** Of each person a click by a login, and then a login and two failures by an address. */
  private static List<Line> log() {
    List<Line> log = new ArrayList<>();
    for (int i = 0; i < PERSONS; i++) {
      log.add(line("click", "c" + i, 1_000, "login-" + i));
    }
    for (int i = 0; i < PERSONS; i++) {
      log.add(line("login", "l" + i, 1_010, mail(i)));
    }
    for (int i = 0; i < PERSONS; i++) {
      log.add(line("fail", "f" + i, 1_020, "login-" + i));
      log.add(line("fail", "g" + i, 1_021, mail(i)));
    }
    return log;
  }

  private static String mail(int person) {
    return "p" + person + "@example.com";
  }

  /** A table in which the login of a person in a range is that person's. */
  private static String table(int from, int to) {
    StringBuilder csv = new StringBuilder("identifier,person\n");
    for (int i = from; i < to; i++) {
      csv.append("login-" + i + "," + mail(i) + "\n");
    }
    return csv.toString();
  }

  private Path file() {
    return folder.resolve("identities.csv");
  }

  private void write(String csv) throws IOException {
    Files.writeString(file(), csv);
  }

  private static Settings settings(IdentityAliases aliases) {
    return new Settings(
        startedWith(RULES, PHISHED, FAILURES).compile(base()),
        SOURCES.mappings(),
        aliases,
        new DetectorFactory(),
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  private static PatternVersion base() {
    return startedWith(RULES, PHISHED, FAILURES).base();
  }

  private JobClient start(int tasks, Turnstile turnstile, Optional<String> savepoint)
      throws Exception {
    Configuration flink =
        FlinkSettings.lasting(
            new Job(
                "identity-change",
                tasks,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                StateBackend.HEAP,
                Optional.empty(),
                Optional.empty()));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    savepoint.ifPresent(path -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
    Map<String, String> texts = Map.of(file().toString(), Files.readString(file()));
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink)) {
      Versions versions = startedWith(RULES, PHISHED, FAILURES);
      Inputs.Input input = RecordedLines.input(log(), turnstile);
      JobGraph.define(
          env,
          Inputs.of(
              new Inputs.Input(
                  input.uid(), input.name(), input.source(), input.clock(), Optional.of(1))),
          Outputs.findings(findings),
          settings(IdentityTexts.read(texts, IdentityAliases.NONE)),
          new PatternChanges(
              versions,
              new PatternWatchSource(versions, Optional.empty(), Duration.ofMinutes(1)),
              List.of(
                  SideFiles.watched(
                      PatternVersion.of(SideFiles.IDENTITIES, 1, 0, texts),
                      List.of(file().toString()),
                      new IdentityTexts(ScimName.EMAIL),
                      Duration.ofMillis(100)))));
      return env.executeAsync();
    }
  }

  /** What is open: pattern, person, events. */
  private static Set<String> open(List<Finding> published) {
    Map<String, Finding> latest = new HashMap<>();
    for (Finding finding : published) {
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
                    + new TreeSet<>(finding.events()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> open() {
    return open(findings.collected());
  }

  /** What a job finds that ends with its input and had a table from the beginning. */
  private static Set<String> found(String csv) throws Exception {
    try (CollectingSink<Finding> all = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(1, StateBackend.HEAP))) {
      JobGraph.define(
          env,
          Inputs.of(RecordedLines.input(log())),
          Outputs.findings(all),
          settings(IdentityAliases.read("identities.csv", csv)));
      env.execute();
      return open(all.collected());
    }
  }

  @Test
  void findsWhatTheLastTableMakesOfAllThatWasReadOverASavepointAndRescaling(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    write(table(0, 0));
    Turnstile turnstile = Turnstile.closed();
    JobClient job = start(2, turnstile, Optional.empty());
    METRICS.awaitRunning(job, cluster);
    turnstile.let(2 * PERSONS);
    CommonTestUtils.waitUntilCondition(turnstile::isShut);
    METRICS.awaitClock(job.getJobID(), Duration.ofMinutes(1_010).toMillis() - 1);
    assertThat(open()).as("by other names").isEmpty();

    write(table(0, PERSONS));
    CommonTestUtils.waitUntilCondition(() -> open().size() == PERSONS);

    write(table(0, PERSONS) + "login-0,nobody@example.com\n");
    CommonTestUtils.waitUntilCondition(() -> METRICS.sideFilesRefused(job.getJobID()) == 1);
    assertThat(open()).as("the table before stays in force").hasSize(PERSONS);

    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    String last = table(0, PERSONS / 2) + "login-29," + mail(0) + "\n";
    write(last);
    Turnstile rest = Turnstile.closed();
    JobClient again = start(3, rest, Optional.of(savepoint));
    METRICS.awaitRunning(again, cluster);
    CommonTestUtils.waitUntilCondition(() -> open().size() < PERSONS);
    rest.let(2 * PERSONS);
    Set<String> wanted = found(last);
    assertThat(wanted)
        .contains("phished p1@example.com [c1, l1]", "failures p0@example.com [f0, f29, g0]")
        .hasSize(PERSONS);
    CommonTestUtils.waitUntilCondition(() -> open().equals(wanted));
    again.cancel().get();
  }
}
