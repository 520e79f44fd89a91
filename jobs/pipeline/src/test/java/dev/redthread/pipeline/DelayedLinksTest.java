package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The whole job over recorded logs in which only the records that say whose a device is are hours
 * late: what they refute is never raised, and what waits for no device does not wait for them.
 */
final class DelayedLinksTest {
  private static final Instant BEGIN = Instant.parse("2026-11-09T10:00:00Z");
  private static final int PERSONS = 6;
  private static final String QUIET = "no-revocation-by-phone";
  private static final String QUICK = "no-logout";
  private static final String BEAT = "beat";

  /** The latest link that counts is an hour after the reset, and six hours late. */
  private static final long DEADLINE = 5 + 60 + 360;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path folder;

  private static final String MAPPING =
      """
      sources:
        - name: %1$s
          title: A log for this test
          logsources: [{product: %1$s}]
          delay: {typical: 1m, max: %2$s}
      dedup: id
      id: id
      time:
        - {path: at, format: iso}
      fields:
        event.action: type
        user.email: {path: user, kind: identity}
        %3$s
      person: [user.email]
      activity:
        type: event.action
        rules:
          - {type: link, is: %4$s}
      """;

  private static final String DEVICE = "device.id: {path: device, kind: host}";

  private static final Sources SOURCES =
      Sources.read(
          Map.of(
              "idp.yml", MAPPING.formatted("idp", "1m", "", "settings.changed"),
              "phone.yml", MAPPING.formatted("phone", "1m", DEVICE, "settings.changed"),
              "register.yml", MAPPING.formatted("register", "6h", DEVICE, "device.linked")));

  private static final String RULE =
      """
      {title: %1$s, id: %1$s, logsource: {product: %2$s},
       detection: {s: {event.action: %1$s}, condition: s}}
      ---
      """;

  private static final String SEQUENCE =
      """
      title: %1$s
      id: %1$s
      sequence:
        group-by: [person]
        timespan: 1h
        absence: settled
        steps:
          - login: {rule: login}
          - not: {rule: %2$s}
          - reset: {rule: reset}
      ---
      """;

  private static Loaded patterns() {
    return PatternFiles.loadTexts(
        Map.of(
            "links.yml",
            RULE.formatted("login", "idp")
                + RULE.formatted("reset", "idp")
                + RULE.formatted("logout", "idp")
                + RULE.formatted("revoked", "phone")
                + SEQUENCE.formatted(QUIET, "revoked")
                + SEQUENCE.formatted(QUICK, "logout")
                + RULE.formatted(BEAT, "idp")),
        SOURCES.catalog());
  }

  private static String line(
      String source, String type, String owner, int number, long happened, long received) {
    return """
    {"source":"%s","received":"%s","event":{"id":"%s-%d","at":"%s","type":"%s",%s}}
    """
        .formatted(
            source,
            BEGIN.plus(Duration.ofMinutes(received)),
            type,
            number,
            BEGIN.plus(Duration.ofMinutes(happened)),
            type,
            owner);
  }

  private static String person(int number) {
    return "\"user\":\"p%d@example.com\"".formatted(number);
  }

  private static String device(int number) {
    return "\"device\":\"d%d\"".formatted(number);
  }

  /**
   * Everybody logs in and resets; every other person's phone says at once that it revoked the
   * sessions in between, and six hours later, less a minute, whose phone it is.
   */
  private List<Path> logs() throws IOException {
    StringBuilder idp = new StringBuilder();
    StringBuilder phone = new StringBuilder();
    StringBuilder register = new StringBuilder();
    for (int number = 0; number < PERSONS; number++) {
      idp.append(line("idp", "login", person(number), number, 1, 1));
    }
    for (int number = 0; number < PERSONS; number++) {
      idp.append(line("idp", "reset", person(number), number, 5, 5));
    }
    for (int beat = 1; beat <= 32; beat++) {
      idp.append(line("idp", BEAT, person(99), beat, 15L * beat, 15L * beat));
    }
    for (int number = 0; number < PERSONS; number += 2) {
      phone.append(line("phone", "revoked", device(number), number, 2, 3));
      register.append(
          line("register", "link", person(number) + "," + device(number), number, 62, 62 + 359));
    }
    return List.of(
        Files.writeString(folder.resolve("idp.ndjson"), idp),
        Files.writeString(folder.resolve("phone.ndjson"), phone),
        Files.writeString(folder.resolve("register.ndjson"), register));
  }

  private List<Finding> run() throws Exception {
    Loaded loaded = patterns();
    assertThat(loaded.text()).isEmpty();
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
                  RecordedLogSource.of(logs(), SOURCES),
                  WatermarkStrategy.noWatermarks(),
                  Optional.of(1))),
          new Outputs(Optional.empty(), Optional.empty(), Optional.of(findings)),
          new Settings(
              loaded.set(),
              SOURCES.mappings(),
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

  /** The minutes at which the findings of a pattern settle. */
  private static Set<Long> settling(List<Finding> findings, String pattern) {
    return findings.stream()
        .filter(finding -> finding.pattern().id().equals(pattern))
        .map(
            finding ->
                Duration.ofMillis(
                        Objects.requireNonNull(finding.settlesAt()) - BEGIN.toEpochMilli())
                    .toMinutes())
        .collect(Collectors.toSet());
  }

  /** How many beats came out before the first finding of a pattern. */
  private static long beatsBefore(List<Finding> findings, String pattern) {
    return findings.stream()
        .map(finding -> finding.pattern().id())
        .takeWhile(id -> !id.equals(pattern))
        .filter(BEAT::equals)
        .count();
  }

  @Test
  void raisesNothingThatALateLinkRefutesAndNothingBeforeItsDeadline() throws Exception {
    List<Finding> findings = run();

    assertThat(persons(findings, QUIET, Finding.Status.OPEN))
        .containsExactlyInAnyOrder("p1@example.com", "p3@example.com", "p5@example.com");
    assertThat(persons(findings, QUIET, Finding.Status.WITHDRAWN)).isEmpty();
    assertThat(beatsBefore(findings, QUIET))
        .as("beats up to the deadline")
        .isGreaterThanOrEqualTo(DEADLINE / 15);
    assertThat(settling(findings, QUIET)).containsExactly(DEADLINE);
    assertThat(persons(findings, QUICK, Finding.Status.OPEN)).hasSize(PERSONS);
    assertThat(settling(findings, QUICK)).as("a minute after the reset").containsExactly(6L);
  }
}
