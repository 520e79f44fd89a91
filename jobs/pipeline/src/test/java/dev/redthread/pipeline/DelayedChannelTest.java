package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.TwoChannels;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job over a recorded log in which one channel alone is hours late: nothing that it
 * refutes is ever raised, and nothing else waits for it.
 */
final class DelayedChannelTest {
  private static final Instant BEGIN = Instant.parse("2026-11-09T10:00:00Z");
  private static final int PERSONS = 10;
  private static final int HOURS = 9;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private static String line(String source, String type, int person, long happened, long received) {
    return """
    {"source":"%s","received":"%s","event":{"id":"%s-%d-%d","at":"%s","type":"%s","user":"p%d@example.com"}}
    """
        .formatted(
            source,
            BEGIN.plus(Duration.ofMinutes(received)),
            type,
            person,
            happened,
            BEGIN.plus(Duration.ofMinutes(happened)),
            type,
            person);
  }

  /**
   * Everybody logs in and resets; the slow source says six hours later, less a minute, that it had
   * revoked the sessions of every other person in between. The quick one beats every half hour.
   */
  private List<Path> logs() throws IOException {
    StringBuilder quick = new StringBuilder();
    StringBuilder slow = new StringBuilder();
    for (int person = 0; person < PERSONS; person++) {
      quick.append(line(TwoChannels.QUICK, "login", person, 1, 1));
    }
    for (int person = 0; person < PERSONS; person++) {
      quick.append(line(TwoChannels.QUICK, "reset", person, 5, 5));
    }
    for (int beat = 1; beat <= 2 * HOURS; beat++) {
      quick.append(line(TwoChannels.QUICK, TwoChannels.BEAT, 99, 30L * beat, 30L * beat));
    }
    for (int person = 0; person < PERSONS; person += 2) {
      slow.append(line(TwoChannels.SLOW, "revoked", person, 2, 2 + 359));
    }
    return List.of(
        Files.writeString(folder.resolve("quick.ndjson"), quick),
        Files.writeString(folder.resolve("slow.ndjson"), slow));
  }

  private static List<Finding> run(List<Path> logs, Duration extraDelay) throws Exception {
    try (CollectingSink<Finding> findings = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(1, StateBackend.HEAP))) {
      JobGraph.define(
          env,
          Inputs.of(
              new Inputs.Input(
                  "read-files",
                  "Read recorded logs",
                  RecordedLogSource.of(logs, TwoChannels.SOURCES),
                  WatermarkStrategy.noWatermarks(),
                  Optional.of(1))),
          new Outputs(Optional.empty(), Optional.empty(), Optional.of(findings)),
          new Settings(
              TwoChannels.patterns(extraDelay),
              TwoChannels.SOURCES.mappings(),
              IdentityAliases.NONE,
              new DetectorFactory(),
              IncidentSettings.DEFAULT,
              Duration.ofDays(400),
              new Documents("redthread")));
      env.execute();
      return findings.collected();
    }
  }

  private static Set<String> persons(
      List<Finding> findings, String pattern, Finding.Status status) {
    return findings.stream()
        .filter(finding -> finding.pattern().id().equals(pattern) && finding.status() == status)
        .map(finding -> finding.group().get(0).value())
        .collect(Collectors.toSet());
  }

  private static Set<String> everyOther(int first, int step) {
    List<String> persons = new ArrayList<>();
    for (int person = first; person < PERSONS; person += step) {
      persons.add("p" + person + "@example.com");
    }
    return Set.copyOf(persons);
  }

  @Test
  void raisesNothingThatTheLateChannelRefutes() throws Exception {
    List<Finding> findings = run(logs(), Duration.ZERO);

    assertThat(persons(findings, TwoChannels.SETTLED, Finding.Status.OPEN))
        .isEqualTo(everyOther(1, 2));
    assertThat(persons(findings, TwoChannels.SETTLED, Finding.Status.WITHDRAWN)).isEmpty();
    assertThat(persons(findings, TwoChannels.PROVISIONAL, Finding.Status.OPEN))
        .isEqualTo(everyOther(0, 1));
    assertThat(persons(findings, TwoChannels.PROVISIONAL, Finding.Status.WITHDRAWN))
        .isEqualTo(everyOther(0, 2));
    assertThat(persons(findings, TwoChannels.UNCONFIRMED, Finding.Status.OPEN))
        .isEqualTo(everyOther(0, 1));
  }

  @Test
  void raisesNothingBeforeItsDeadline() throws Exception {
    List<Finding> findings = run(logs(), Duration.ZERO);

    assertThat(beatsBefore(findings, TwoChannels.SETTLED))
        .as("beats up to the deadline, six hours and five minutes after the begin")
        .isGreaterThanOrEqualTo(12);
  }

  @Test
  void waitsForTheEndOfTheInputWhenAnyDelayIsPossible() throws Exception {
    List<Finding> findings = run(logs(), Duration.ofDays(36_500));

    assertThat(persons(findings, TwoChannels.SETTLED, Finding.Status.OPEN))
        .isEqualTo(everyOther(1, 2));
    assertThat(persons(findings, TwoChannels.UNCONFIRMED, Finding.Status.OPEN))
        .isEqualTo(everyOther(0, 1));
    assertThat(beatsBefore(findings, TwoChannels.SETTLED)).isEqualTo(2 * HOURS);
    assertThat(beatsBefore(findings, TwoChannels.UNCONFIRMED)).isEqualTo(2 * HOURS);
  }

  /** How many beats came out before the first finding of a pattern. */
  private static long beatsBefore(List<Finding> findings, String pattern) {
    return findings.stream()
        .map(finding -> finding.pattern().id())
        .takeWhile(id -> !id.equals(pattern))
        .filter(TwoChannels.BEAT::equals)
        .count();
  }
}
