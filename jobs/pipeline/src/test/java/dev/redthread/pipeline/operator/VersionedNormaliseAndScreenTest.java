package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.change.PatternTextsOfTests.FAILURES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.SOURCES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.startedWith;
import static dev.redthread.pipeline.change.PatternTextsOfTests.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
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
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class VersionedNormaliseAndScreenTest {
  private static final String BY_ADDRESS =
      FAILURES.replace("id: failures", "id: by-address").replace("[person]", "[source.ip]");
  private static final String OFTEN_BY_ADDRESS =
      """
      title: Often
      id: often
      correlation:
        type: event_count
        rules: by-address
        group-by: [source.ip]
        timespan: 1d
        condition: {gte: 2}
      """;

  private static TwoInputStreamOperatorTestHarness<Delivered, PatternVersion, Candidate> harness(
      Versions versions) throws Exception {
    return new TwoInputStreamOperatorTestHarness<>(
        new CoProcessOperator<>(
            new VersionedNormaliseAndScreen(
                versions, SOURCES.mappings(), IdentityAliases.NONE, false, EnrichmentTexts.NONE)));
  }

  private static StreamRecord<Delivered> failure(String id) {
    byte[] json =
        "{\"id\":\"%s\",\"at\":\"2026-11-09T10:00:00Z\",\"type\":\"fail\",\"user\":\"ann\",\"ip\":\"203.0.113.7\"}"
            .formatted(id)
            .getBytes(StandardCharsets.UTF_8);
    return new StreamRecord<>(
        new Delivered.Accepted(
            new RawRecord("test.log", 1_800_000_000_000L, 0, json, new Origin("x", 0, 1))));
  }

  private static List<String> sent(
      TwoInputStreamOperatorTestHarness<Delivered, PatternVersion, Candidate> harness) {
    List<String> sent =
        harness.extractOutputValues().stream()
            .map(
                each ->
                    "%s %s %s, version %d, level %d"
                        .formatted(
                            each.event().id(),
                            each.pattern(),
                            each.group(),
                            each.version(),
                            each.level()))
            .toList();
    harness.getOutput().clear();
    return sent;
  }

  @Test
  void readsAndScreensUnderTheNewestVersionAndSaysSo() throws Exception {
    try (var harness = harness(startedWith(RULES, FAILURES))) {
      harness.open();
      harness.processElement1(failure("1"));
      assertThat(sent(harness)).containsExactly("1 failures [ann], version 1, level 1");

      harness.processElement2(
          new StreamRecord<>(version(2, 0, RULES, BY_ADDRESS, OFTEN_BY_ADDRESS)));
      harness.processElement1(failure("2"));
      assertThat(harness.extractOutputValues())
          .extracting(each -> each.event().field(Event.PERSON))
          .doesNotContainNull();
      assertThat(sent(harness)).containsExactly("2 by-address [203.0.113.7], version 2, level 1");
    }
  }

  @Test
  void goesOnWithTheVersionOfItsState() throws Exception {
    Versions versions = startedWith(RULES, FAILURES);
    OperatorSubtaskState state;
    try (var harness = harness(versions)) {
      harness.open();
      harness.processElement2(new StreamRecord<>(version(2, 0, RULES, BY_ADDRESS)));
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(versions)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement1(failure("1"));
      harness.processElement2(new StreamRecord<>(version(2, 0, RULES, FAILURES)));
      harness.processElement1(failure("2"));
      assertThat(sent(harness))
          .containsExactly(
              "1 by-address [203.0.113.7], version 2, level 1",
              "2 by-address [203.0.113.7], version 2, level 1");
    }
  }

  private static StreamRecord<PatternVersion> table(long number, String lines) {
    return new StreamRecord<>(
        PatternVersion.of(
            SideFiles.IDENTITIES,
            number,
            0,
            Map.of("identities.csv", "identifier,person\n" + lines)));
  }

  @Test
  void goesByTheNewestTableOfPersonsAndByThatOfItsState() throws Exception {
    Versions versions = startedWith(RULES, FAILURES);
    OperatorSubtaskState state;
    try (var harness = harness(versions)) {
      harness.open();
      harness.processElement2(table(2, "ann,ann@example.com\n"));
      harness.processElement1(failure("1"));
      harness.processElement2(table(1, "ann,nobody@example.com\n"));
      harness.processElement1(failure("2"));
      assertThat(sent(harness))
          .containsExactly(
              "1 failures [ann@example.com], version 1, level 1",
              "2 failures [ann@example.com], version 1, level 1");
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness(versions)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement1(failure("3"));
      harness.processElement2(table(3, ""));
      harness.processElement1(failure("4"));
      assertThat(sent(harness))
          .containsExactly(
              "3 failures [ann@example.com], version 1, level 1",
              "4 failures [ann], version 1, level 1");
    }
  }
}
