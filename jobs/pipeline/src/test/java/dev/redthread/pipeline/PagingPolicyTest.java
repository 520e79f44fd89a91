package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who answers for a pattern and whether it pages, from a log line to the page. */
final class PagingPolicyTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final String PATTERNS =
      """
      title: Silent
      id: silent
      level: critical
      logsource: {category: activity}
      detection: {s: {activity: login.failed}, condition: s}
      redthread: {paging: never, owner: team-silent}
      ---
      title: Canary
      id: canary
      level: low
      logsource: {category: activity}
      detection: {s: {activity: phish.clicked}, condition: s}
      redthread: {paging: always, owner: team-canary}
      ---
      title: Quiet
      id: quiet
      level: low
      logsource: {category: activity}
      detection: {s: {activity: login.succeeded}, condition: s}
      """;

  private static Line line(String type, String person) {
    Instant time = Instant.ofEpochSecond(60_000);
    return new Line(
        "test.log",
        time.toEpochMilli(),
        "{\"id\":\"%s\",\"at\":\"%s\",\"type\":\"%s\",\"user\":\"%s@example.com\"}"
            .formatted(type, time, type, person));
  }

  @Test
  void isHeardOfInPagesAndDocuments() throws Exception {
    try (CollectingSink<Document> documents = new CollectingSink<>();
        CollectingSink<Page> pages = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(1, StateBackend.HEAP))) {
      JobGraph.define(
          env,
          Inputs.of(
              RecordedLines.input(
                  List.of(line("fail", "one"), line("click", "two"), line("login", "three")))),
          new Outputs(Optional.of(documents), Optional.of(pages), Optional.empty()),
          settings());
      env.execute();

      assertThat(pages.collected())
          .singleElement()
          .extracting(page -> text(page.json()))
          .asString()
          .contains("\"two@example.com\"", "\"owners\":[\"team-canary\"]", "\"severity\":\"low\"");
      assertThat(documents.collected())
          .filteredOn(document -> document.index().endsWith("-findings"))
          .extracting(document -> text(document.json()))
          .anyMatch(json -> json.contains("\"owner\":\"team-silent\",\"paging\":\"never\""))
          .anyMatch(json -> json.contains("\"owner\":\"team-canary\",\"paging\":\"always\""))
          .anyMatch(json -> json.contains("\"paging\":\"severity\""));
      assertThat(documents.collected())
          .filteredOn(document -> document.index().endsWith("-incidents"))
          .extracting(document -> text(document.json()))
          .anyMatch(json -> json.contains("\"author\":[\"team-silent\"]"));
    }
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static Settings settings() {
    Loaded loaded =
        PatternFiles.loadTexts(Map.of("paging.yml", PATTERNS), TestLog.SOURCES.catalog());
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
    return new Settings(
        loaded.set(),
        TestLog.SOURCES.mappings(),
        IdentityAliases.NONE,
        new DetectorFactory(),
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }
}
