package dev.redthread.pipeline;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pipeline.RecordedLines.Line;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.Fixtures;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A small log with its settings, and what a job made of it. */
public final class Story {
  private Story() {}

  /** Reads {@code test.log} for the patterns of the fixtures. */
  public static Settings settings() {
    return new Settings(
        Fixtures.PATTERNS,
        TestLog.SOURCES.mappings(),
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
  static List<Line> log() {
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
  record Written(List<Finding> findings, List<Document> documents, List<Page> pages) {

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

  static Written run(List<Line> lines, int parallelism, StateBackend backend) throws Exception {
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
          Story.settings());
      env.execute();
      return new Written(findings.collected(), documents.collected(), pages.collected());
    }
  }
}
