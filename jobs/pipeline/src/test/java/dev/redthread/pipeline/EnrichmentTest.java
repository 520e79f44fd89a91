package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Event;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.enrich.LoadedTables;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.change.EnrichmentTexts;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
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

/** Tables that add fields to events, and change while the whole job runs over them. */
@Timeout(240)
final class EnrichmentTest {
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
  private static final int LINES = 3_000;

  /** Group by and ask for what only tables know. */
  private static final String PATTERN =
      """
      title: Failure over our VPN of somebody who left
      id: gone
      name: gone
      logsource: {category: activity}
      detection:
        s: {activity: login.failed, source.network.name: vpn, redthread.watchlist: leavers}
        condition: s
      ---
      title: In one department
      id: department
      correlation:
        type: event_count
        rules: gone
        group-by: [redthread.people.department]
        timespan: 1h
        condition: {gte: 1}
        generate: false
      """;

  @TempDir Path folder;

  private final CollectingSink<Finding> findings = new CollectingSink<>();

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("config"));
    write("pattern.yml", PATTERN);
    write(
        "enrichment.yml",
        """
        networks: [vpn.txt]
        attributes:
          people: {file: people.csv, fields: [person], columns: {department: text}}
        watch_lists:
          leavers: {file: leavers.txt, fields: [user.email]}
        """);
    write("vpn.txt", "198.51.100.0/24\n");
    write("people.csv", "person,department\nann@example.com,Sales\nbob@example.com,Finance\n");
    write("leavers.txt", "ann@example.com\nbob@example.com\n");
  }

  @AfterEach
  void forget() {
    findings.close();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve("config").resolve(file), text);
  }

  private static List<Line> log() {
    List<Line> log = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      Instant time = Instant.ofEpochSecond(3_600L * 24 * 365 + i);
      log.add(
          new Line(
              "test.log",
              time.toEpochMilli(),
              "{\"id\":\"%d\",\"at\":\"%s\",\"type\":\"fail\",\"user\":\"%s@example.com\",\"ip\":\"198.51.100.%d\"}"
                  .formatted(i, time, i % 3 == 0 ? "ann" : i % 3 == 1 ? "bob" : "eve", i % 250)));
    }
    return log;
  }

  private EnrichmentTexts enrichment() throws IOException {
    Enrichment spec = Enrichment.beside(folder.resolve("config/sources"));
    return new EnrichmentTexts(spec, LoadedTables.texts(spec));
  }

  private JobClient start(RateLimiterStrategy<?> pace, boolean changing) throws Exception {
    Configuration flink =
        FlinkSettings.lasting(
            new Job(
                "enrichment",
                TASKS,
                Duration.ofMillis(5),
                Duration.ofHours(1),
                Optional.empty(),
                StateBackend.HEAP,
                Optional.empty(),
                Optional.empty()));
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink)) {
      EnrichmentTexts enrichment = enrichment();
      Sources sources = TestLog.SOURCES.with(enrichment.spec().fields());
      Loaded loaded =
          PatternFiles.load(List.of(folder.resolve("config/pattern.yml")), sources.catalog());
      assertThat(loaded.text()).as("the fields of tables are known").isEmpty();
      Settings settings =
          new Settings(
              loaded.set(),
              sources.mappings(),
              IdentityAliases.NONE,
              enrichment,
              new DetectorFactory(),
              IncidentSettings.DEFAULT,
              Duration.ofDays(400),
              Duration.ofDays(90),
              new Documents("redthread"));
      Inputs inputs = Inputs.of(RecordedLines.input(log(), pace));
      if (changing) {
        Versions versions =
            new Versions(PatternVersion.of(1, 0, loaded.texts()), sources.catalog());
        JobGraph.define(
            env,
            inputs,
            Outputs.findings(findings),
            settings,
            new PatternChanges(
                versions,
                new PatternWatchSource(versions, Optional.empty(), Duration.ofMillis(100)),
                List.of(SideFiles.watched(enrichment, Duration.ofMillis(100)))));
      } else {
        JobGraph.define(env, inputs, Outputs.findings(findings), settings);
      }
      return env.executeAsync();
    }
  }

  /** The departments of all findings. */
  private Set<String> departments() {
    Set<String> departments = new TreeSet<>();
    findings.collected().forEach(finding -> departments.add(finding.group().get(0).value()));
    return departments;
  }

  /** Lets one record after the other through until a department has a finding. */
  private void letUntil(Turnstile turnstile, String department) throws Exception {
    CommonTestUtils.waitUntilCondition(
        () -> {
          turnstile.let(3);
          return departments().contains(department);
        });
  }

  @Test
  void goesByTheTablesInForceAndKeepsThemWhenOthersAreRefused(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    Turnstile turnstile = Turnstile.closed();
    JobClient job = start(turnstile, true);
    METRICS.awaitRunning(job, cluster);
    letUntil(turnstile, "Sales");
    letUntil(turnstile, "Finance");
    assertThat(departments()).as("whoever did not leave").containsExactly("Finance", "Sales");

    write("people.csv", "person,department\nann@example.com,Board\nbob@example.com,Finance\n");
    letUntil(turnstile, "Board");

    write("vpn.txt", "198.51.100.0/24\nour office\n");
    METRICS.awaitSideFilesRefused(job.getJobID(), 1);
    int before = findings.collected().size();
    CommonTestUtils.waitUntilCondition(
        () -> {
          turnstile.let(3);
          return findings.collected().size() > before;
        });

    write("vpn.txt", "198.51.100.0/24\n");
    write("leavers.txt", "eve@example.com\n");
    write("people.csv", "person,department\neve@example.com,Legal\n");
    letUntil(turnstile, "Legal");
    assertThat(departments()).containsExactly("Board", "Finance", "Legal", "Sales");
    job.cancel().get();
  }

  @Test
  void findsTheSameWhenNothingCanChangeAndShowsWhatWasAdded() throws Exception {
    JobClient job = start(RateLimiterStrategy.noOp(), false);
    job.getJobExecutionResult().get();

    assertThat(departments()).containsExactly("Finance", "Sales");
    Event event = findings.collected().get(0).chain().get(0).event();
    assertThat(event.field("source.network.name")).hasToString("Text[value=vpn]");
    assertThat(event.field("redthread.watchlist")).hasToString("Text[value=leavers]");
    assertThat(event.field("redthread.people.department")).isNotNull();
  }
}
