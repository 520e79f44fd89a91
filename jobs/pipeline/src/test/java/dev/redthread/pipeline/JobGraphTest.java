package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.Fixtures;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.state.CodecTypeInformation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobGraphTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final String MAPPING =
      """
      sources:
        - name: test.log
          title: A log for this test
          logsources: [{product: test}]
          delay: {typical: 1m, max: 30m}
      dedup: id
      id: id
      time:
        - {path: at, format: iso}
      fields:
        event.action: type
        user.email: {path: user, kind: identity}
        device.id: device
      person: [user.email]
      activity:
        type: event.action
        rules:
          - {type: click, is: phish.clicked}
          - {type: login, is: login.succeeded}
          - {type: link, is: device.linked}
      """;

  private static Settings settings() {
    return new Settings(
        Fixtures.PATTERNS,
        Sources.read(Map.of("test.yml", MAPPING)).mappings(),
        IdentityAliases.NONE,
        new DetectorFactory(),
        IncidentSettings.DEFAULT,
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  private static Line line(String type, String id, long minute, String more) {
    Instant time = Instant.ofEpochMilli(minute * Fixtures.MINUTE);
    return new Line(
        "test.log",
        time.toEpochMilli(),
        "{\"id\":\"%s\",\"at\":\"%s\",\"type\":\"%s\",%s}".formatted(id, time, type, more));
  }

  /**
   * For twenty persons: a click on a telephone whose owner the log tells later, and two logins of
   * theirs; a click of a person without login; and lines that are no events.
   */
  private static List<Line> log() {
    List<Line> log = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String person = "\"user\":\"p%d@example.com\"".formatted(i);
      String device = "\"device\":\"d%d\"".formatted(i);
      log.add(line("click", "c" + i, 1_000 + i, device));
      log.add(line("login", "l" + i, 1_010 + i, person));
      log.add(line("login", "m" + i, 1_012 + i, person));
      log.add(line("link", "k" + i, 1_020 + i, device + "," + person));
      log.add(line("click", "q" + i, 1_000 + i, "\"user\":\"quiet%d@example.com\"".formatted(i)));
    }
    log.add(new Line("test.log", 1_050 * Fixtures.MINUTE, "{\"id\":"));
    log.add(new Line("nobody.knows", 1_050 * Fixtures.MINUTE, "{}"));
    log.add(new Line("", 1_050 * Fixtures.MINUTE, "neither"));
    log.sort(Comparator.comparingLong(Line::receivedTime));
    return log;
  }

  /** What one run of the job wrote. */
  private record Written(List<Finding> findings, List<Document> documents, List<Page> pages) {

    /** The open findings, each as pattern, group, chain and events. */
    Set<List<Object>> open() {
      Map<String, Finding> latest = new HashMap<>();
      for (Finding finding : findings) {
        latest.merge(
            finding.id(), finding, (one, other) -> one.version() < other.version() ? other : one);
      }
      Set<List<Object>> open = new HashSet<>();
      for (Finding finding : latest.values()) {
        if (finding.status() == Finding.Status.OPEN) {
          open.add(
              List.of(
                  finding.pattern().id(),
                  finding.group(),
                  finding.chain().stream().map(link -> link.event().id()).toList(),
                  finding.events()));
        }
      }
      return open;
    }

    Map<String, Set<String>> idsByIndex() {
      Map<String, Set<String>> ids = new HashMap<>();
      documents.forEach(
          document ->
              ids.computeIfAbsent(document.index(), index -> new HashSet<>()).add(document.id()));
      return ids;
    }
  }

  private static Written run(List<Line> lines, int parallelism, StateBackend backend)
      throws Exception {
    try (CollectingSink<Document> documents = new CollectingSink<>();
        CollectingSink<Page> pages = new CollectingSink<>();
        CollectingSink<Finding> findings = new CollectingSink<>();
        StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(
                FlinkSettings.finite(parallelism, backend))) {
      JobGraph.define(
          env,
          Inputs.of(RecordedLines.input(lines)),
          new Outputs(Optional.of(documents), Optional.of(pages), Optional.of(findings)),
          settings());
      env.execute();
      return new Written(findings.collected(), documents.collected(), pages.collected());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, HEAP", "2, HEAP", "4, HEAP", "2, ROCKSDB"})
  void findsTheSameAtAnyParallelism(int parallelism, StateBackend backend) throws Exception {
    Written written = run(log(), parallelism, backend);

    assertThat(written.open())
        .hasSize(20 + 40)
        .contains(
            List.of(
                Fixtures.SEQUENCE,
                List.of(new Finding.GroupValue("person", "p3@example.com")),
                List.of("c3", "l3"),
                List.of("c3", "l3", "m3")));
    Map<String, Set<String>> ids = written.idsByIndex();
    assertThat(ids.get("redthread-evidence")).hasSize(20 * 4);
    assertThat(ids.get("redthread-deadletters")).hasSize(3);
    assertThat(ids.get("redthread-findings"))
        .containsExactlyInAnyOrderElementsOf(
            written.findings().stream().map(Finding::id).distinct().toList());
    assertThat(ids.get("redthread-incidents")).isNotEmpty();
    assertThat(written.pages()).isNotEmpty();
  }

  @Test
  void findsTheSameInAnyOrderWithEveryLineTwice() throws Exception {
    List<Line> twice = new ArrayList<>(log());
    twice.addAll(log());
    List<Line> shuffled = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    while (!twice.isEmpty()) {
      Line next = twice.remove(random.nextInt(twice.size()));
      shuffled.add(new Line(next.source(), 1_060 * Fixtures.MINUTE, next.json()));
    }

    assertThat(run(shuffled, 2, StateBackend.HEAP).open())
        .isEqualTo(run(log(), 1, StateBackend.HEAP).open());
  }

  private static StreamExecutionEnvironment defined(Configuration settings) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    JobGraph.define(
        env,
        Inputs.of(RecordedLines.input(log())),
        new Outputs(
            Optional.of(new CollectingSink<>()),
            Optional.of(new CollectingSink<>()),
            Optional.of(new CollectingSink<>())),
        settings());
    return env;
  }

  @Test
  void sendsNothingWithoutASerialiserOfItsOwn() {
    Deque<Transformation<?>> walk =
        new ArrayDeque<>(defined(FlinkSettings.finite(1, StateBackend.HEAP)).getTransformations());
    Set<Transformation<?>> seen = new HashSet<>();
    Set<String> types = new HashSet<>();
    while (!walk.isEmpty()) {
      Transformation<?> step = walk.pop();
      if (seen.add(step)) {
        walk.addAll(step.getInputs());
        if (!step.getInputs().isEmpty() || step.getOutputType() instanceof CodecTypeInformation) {
          types.add(step.getOutputType().toString());
        }
      }
    }

    assertThat(types)
        .contains("Candidate by CandidateCodec", "Finding by FindingCodec")
        .allSatisfy(type -> assertThat(type).containsPattern(" by \\w+Codec$"));
  }

  @Test
  void givesEveryOperatorAUidAndAName() {
    StreamGraph graph = defined(FlinkSettings.finite(1, StateBackend.HEAP)).getStreamGraph();

    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .doesNotHaveDuplicates();
    assertThat(graph.getStreamNodes())
        .extracting(StreamNode::getOperatorName)
        .allSatisfy(name -> assertThat(name).matches("(Source: )?[A-Z][a-z ]+(: Writer)?"));
  }
}
