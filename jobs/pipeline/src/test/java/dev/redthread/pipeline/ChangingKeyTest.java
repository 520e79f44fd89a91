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
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.Document;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sequences whose key changes, through the whole job, also where the person to whom an event
 * belongs is known late.
 */
final class ChangingKeyTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final String RULES =
      """
      {title: Phish, id: phish, logsource: {category: activity},
       detection: {s: {activity: phish.clicked}, condition: s}}
      ---
      {title: Login, id: login, logsource: {category: activity},
       detection: {s: {activity: login.succeeded}, condition: s}}
      ---
      {title: Export, id: export, logsource: {category: activity},
       detection: {s: {activity: data.exported}, condition: s}}
      ---
      """;

  private static final String BY_PERSON_THEN_ADDRESS =
      """
      title: An account phished, and exports from the address that uses it
      id: changing
      level: critical
      sequence:
        group-by: [person]
        timespan: 2h
        steps:
          - phish:  {rule: phish}
          - login:  {rule: login}
          - export: {rule: export, group-by: [source.ip]}
      """;

  private static final String BY_DEVICE_THEN_PERSON =
      """
      title: A phished device, and a login of its owner
      id: changing
      level: high
      sequence:
        group-by: [device.id]
        timespan: 2h
        steps:
          - phish: {rule: phish}
          - login: {rule: login, group-by: [person]}
      """;

  private static Settings settings(String pattern) {
    Sources sources = TestLog.late("8h");
    Loaded loaded =
        PatternFiles.loadTexts(Map.of("changing.yml", RULES + pattern), sources.catalog());
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

  /** A line received at a minute; what is empty is not in it. */
  private static Line line(
      String type, String id, long minute, long received, String user, String device, String ip) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("at", Instant.ofEpochSecond(60 * minute).toString());
    fields.put("type", type);
    fields.put("user", user.isEmpty() ? "" : user + "@example.com");
    fields.put("device", device);
    fields.put("ip", ip);
    fields.values().removeIf(String::isEmpty);
    String json =
        fields.entrySet().stream()
            .map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    return new Line("test.log", received * 60_000, json);
  }

  /** What one run wrote. */
  private record Written(List<Finding> findings, List<Document> documents) {

    /** The findings that hold, by chain: the values of their keys. */
    Map<String, String> open() {
      Map<String, Finding> latest = new TreeMap<>();
      findings.stream()
          .filter(finding -> finding.pattern().id().equals("changing"))
          .sorted(Comparator.comparingLong(Finding::version))
          .forEach(finding -> latest.put(finding.id(), finding));
      return latest.values().stream()
          .filter(finding -> finding.status() == Finding.Status.OPEN)
          .collect(Collectors.toMap(Written::chain, Written::group));
    }

    static String chain(Finding finding) {
      return finding.chain().stream()
          .map(link -> link.event().id())
          .collect(Collectors.joining(" "));
    }

    private static String group(Finding finding) {
      return finding.group().stream()
          .map(value -> value.field() + "=" + value.value())
          .collect(Collectors.joining(" "));
    }
  }

  private static Written run(
      String pattern, List<Line> lines, int parallelism, StateBackend backend) throws Exception {
    List<Line> arriving = new ArrayList<>(lines);
    arriving.sort(Comparator.comparingLong(Line::receivedTime));
    try (CollectingSink<Document> documents = new CollectingSink<>();
        CollectingSink<Finding> findings = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(parallelism, backend))) {
      JobGraph.define(
          env,
          Inputs.of(RecordedLines.input(arriving)),
          new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings)),
          settings(pattern));
      env.execute();
      return new Written(findings.collected(), documents.collected());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, HEAP", "3, HEAP", "2, ROCKSDB"})
  void joinsOnThePersonAndThenOnTheAddress(int parallelism, StateBackend backend) throws Exception {
    List<Line> lines = new ArrayList<>();
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      long begin = 1_000 + 5L * i;
      String ip = "203.0.113." + i;
      lines.add(line("click", "p" + i, begin, begin + 90 - 10L * i, "u" + i, "", ""));
      lines.add(line("login", "l" + i, begin + 10, begin + 10, "u" + i, "", ip));
      // The export is somebody else's, and from the wrong address for every other one.
      String from = i % 2 == 0 ? ip : "198.51.100.1";
      lines.add(line("export", "e" + i, begin + 30, begin + 40, "robot", "", from));
      if (i % 2 == 0) {
        expected.put(
            "p%d l%d e%d".formatted(i, i, i),
            "person=u%d@example.com source.ip=%s".formatted(i, ip));
      }
    }

    Written written = run(BY_PERSON_THEN_ADDRESS, lines, parallelism, backend);

    assertThat(written.open()).isEqualTo(expected);
    assertThat(written.documents())
        .filteredOn(document -> document.index().equals("redthread-evidence"))
        .extracting(document -> new String(document.json(), StandardCharsets.UTF_8))
        .anyMatch(json -> json.contains("\"p2\""))
        .anyMatch(json -> json.contains("\"l2\""))
        .anyMatch(json -> json.contains("\"e2\""))
        .noneMatch(json -> json.contains("redthread.chains"));
  }

  @Test
  void findsAChainWhoseBeginningGetsItsPersonLate() throws Exception {
    List<Line> lines =
        List.of(
            line("click", "p", 1_010, 1_010, "", "d1", ""),
            line("login", "l", 1_020, 1_020, "ann", "", "203.0.113.1"),
            line("export", "e", 1_030, 1_030, "robot", "", "203.0.113.1"),
            line("link", "k", 1_000, 1_100, "ann", "d1", ""));

    assertThat(run(BY_PERSON_THEN_ADDRESS, lines, 1, StateBackend.HEAP).open())
        .isEqualTo(Map.of("p l e", "person=ann@example.com source.ip=203.0.113.1"));
    assertThat(run(BY_PERSON_THEN_ADDRESS, lines.subList(0, 3), 1, StateBackend.HEAP).findings())
        .filteredOn(finding -> finding.pattern().id().equals("changing"))
        .isEmpty();
  }

  @Test
  void withdrawsWhatIsFoundWhenTheDeviceTurnsOutToBeAnothersThen() throws Exception {
    List<Line> lines =
        List.of(
            line("click", "p", 1_010, 1_010, "", "d1", ""),
            line("login", "l", 1_020, 1_020, "ann", "", "203.0.113.1"),
            line("export", "e", 1_030, 1_030, "robot", "", "203.0.113.1"),
            line("link", "k", 1_000, 1_100, "ann", "d1", ""),
            line("link", "m", 1_005, 1_200, "bob", "d1", ""));

    Written written = run(BY_PERSON_THEN_ADDRESS, lines, 1, StateBackend.HEAP);

    assertThat(written.open()).isEmpty();
    // Links and other events come by two ways: both links may be there before the login is.
    assertThat(
            written.findings().stream()
                .filter(finding -> finding.pattern().id().equals("changing"))
                .map(Finding::status)
                .toList())
        .isIn(List.of(), List.of(Finding.Status.OPEN, Finding.Status.WITHDRAWN));
  }

  @Test
  void goesOnUnderAPersonWhoIsKnownLate() throws Exception {
    List<Line> lines =
        List.of(
            line("click", "p", 1_010, 1_010, "", "d1", ""),
            line("login", "l", 1_020, 1_020, "ann", "", ""),
            line("login", "n", 1_025, 1_025, "bob", "", ""),
            line("link", "k", 1_000, 1_100, "ann", "d1", ""),
            line("link", "m", 1_005, 1_200, "bob", "d1", ""));

    assertThat(run(BY_DEVICE_THEN_PERSON, lines.subList(0, 4), 1, StateBackend.HEAP).open())
        .isEqualTo(Map.of("p l", "device.id=d1 person=ann@example.com"));
    assertThat(run(BY_DEVICE_THEN_PERSON, lines, 2, StateBackend.HEAP).open())
        .isEqualTo(Map.of("p n", "device.id=d1 person=bob@example.com"));
  }
}
