package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.change.PatternTextsOfTests.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.pipeline.TestLog;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.SideFiles;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.source.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Which tables a task goes by, over restarts and other numbers of tasks. */
final class EnrichedScreenOperatorTest {
  private static final String FILE = "vpn.txt";
  private static final EnrichmentTexts STARTED =
      new EnrichmentTexts(
          new Enrichment(List.of(FILE), List.of(), List.of(), List.of()),
          Map.of(FILE, "198.51.100.0/24"));
  private static final Sources SOURCES = TestLog.SOURCES.with(STARTED.spec().fields());
  private static final Versions VERSIONS =
      new Versions(
          version(
              1,
              0,
              """
              {title: By network, id: by-network, name: failed, logsource: {category: activity},
               detection: {s: {activity: login.failed}, condition: s}}
              ---
              title: Networks
              id: networks
              correlation:
                type: event_count
                rules: failed
                group-by: [source.network.name]
                timespan: 1h
                condition: {gte: 1}
              """),
          SOURCES.catalog());

  private static TwoInputStreamOperatorTestHarness<Delivered, PatternVersion, Candidate> harness(
      int tasks, int task) throws Exception {
    return new TwoInputStreamOperatorTestHarness<>(
        new CoProcessOperator<>(
            new VersionedNormaliseAndScreen(
                VERSIONS, SOURCES.mappings(), IdentityAliases.NONE, false, STARTED)),
        10,
        tasks,
        task);
  }

  private static StreamRecord<Delivered> failure(String id) {
    byte[] json =
        "{\"id\":\"%s\",\"at\":\"2026-11-09T10:00:00Z\",\"type\":\"fail\",\"ip\":\"198.51.100.7\"}"
            .formatted(id)
            .getBytes(StandardCharsets.UTF_8);
    return new StreamRecord<>(
        new Delivered.Accepted(
            new RawRecord("test.log", 1_800_000_000_000L, 0, json, new Origin("x", 0, 1))));
  }

  private static StreamRecord<PatternVersion> tables(long number, String file, String text) {
    return new StreamRecord<>(
        PatternVersion.of(SideFiles.ENRICHMENT, number, 0, Map.of(file, text)));
  }

  private static List<String> sent(
      TwoInputStreamOperatorTestHarness<Delivered, PatternVersion, Candidate> harness) {
    List<String> sent =
        harness.extractOutputValues().stream()
            .map(each -> each.event().id() + " " + each.group())
            .toList();
    harness.getOutput().clear();
    return sent;
  }

  private static final String LABELLED = "cidr,label\n198.51.100.7,ours\n";

  @Test
  void eventsBeforeAChangeStayAsTheyWere() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement1(failure("1"));
      harness.processElement2(tables(2, FILE, LABELLED));
      harness.processElement1(failure("2"));
      harness.processElement2(tables(1, FILE, ""));
      harness.processElement1(failure("3"));
      assertThat(sent(harness)).containsExactly("1 [vpn]", "2 [ours]", "3 [ours]");
      harness.processElement2(tables(3, FILE, ""));
      harness.processElement1(failure("4"));
      assertThat(sent(harness)).isEmpty();
    }
  }

  @Test
  void aTaskGoesOnWithTheTablesOfItsStateAlsoWhenThereAreMore() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement2(tables(2, FILE, LABELLED));
      state = harness.snapshot(1, 1);
    }
    for (int task = 0; task < 2; task++) {
      try (var harness = harness(2, task)) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 10, 1, 2, task));
        harness.open();
        harness.processElement1(failure("1"));
        assertThat(sent(harness)).as("task %d", task).containsExactly("1 [ours]");
      }
    }
  }

  @Test
  void tablesOfOtherFilesInTheStateGiveWayToThoseOfTheStart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement2(tables(2, "gone.txt", LABELLED));
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(1, 0)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement1(failure("1"));
      assertThat(sent(harness)).containsExactly("1 [vpn]");
    }
  }
}
