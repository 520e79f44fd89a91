package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.incident.Entity;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class CorrelateOperatorTest {
  private static final Entity ANN = new Entity(Event.PERSON, "ann");

  private static Replay<String, EntityFinding, Document> replay(Variation variation)
      throws Exception {
    return new Replay<>(
        () -> new Correlate(IncidentSettings.DEFAULT, new Documents("redthread")),
        EntityFinding::key,
        Types.STRING,
        List.of(Correlate.INCIDENTS, WakeUp.NEXT),
        List.of(Correlate.PAGES),
        variation);
  }

  private static EntityFinding finding(
      String id, int revision, long minute, Finding.Status status, boolean left) {
    Event event = Fixtures.ofPerson("e" + id, minute, Activity.LOGIN_SUCCEEDED, "ann");
    return new EntityFinding(
        ANN,
        new Finding(
            id,
            revision,
            revision,
            status,
            null,
            null,
            new PatternRef("p", "Title", Level.HIGH, List.of(), false, null),
            List.of(new GroupValue(Event.PERSON, "ann")),
            event.eventTime(),
            event.eventTime(),
            5,
            0,
            false,
            List.of(new Link("login", event)),
            List.of(event.id()),
            1,
            70,
            false,
            null),
        left);
  }

  private static Map<String, String> latest(List<Document> documents) {
    Map<String, String> latest = new TreeMap<>();
    Map<String, Long> versions = new TreeMap<>();
    for (Document document : documents) {
      assertThat(document.index()).isEqualTo("redthread-incidents");
      assertThat(document.version()).isGreaterThan(versions.getOrDefault(document.id(), 0L));
      versions.put(document.id(), document.version());
      latest.put(document.id(), new String(document.json(), StandardCharsets.UTF_8));
    }
    return latest;
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void joinsFindingsOfOnePersonAndPagesOnce(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      replay.run(
          List.of(
              new WallClock<>(1_000),
              new Arrives<>(finding("a", 1, 10, Finding.Status.OPEN, false)),
              new Clock<>(10),
              new Arrives<>(finding("a", 1, 10, Finding.Status.OPEN, false)),
              new Arrives<>(finding("b", 1, 20, Finding.Status.OPEN, false))));

      assertThat(latest(replay.output()).values())
          .singleElement()
          .asString()
          .contains("\"open\"", "\"ea\"", "\"eb\"");
      assertThat(replay.output(Correlate.PAGES)).extracting(Page::dedupKey).isNotEmpty();
      assertThat(replay.output(Correlate.PAGES).stream().map(Page::dedupKey).distinct()).hasSize(1);
      replay.end();
    }
  }

  @Test
  void withdrawsTheIncidentOfAFindingThatLeftForAnotherEntity() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new WallClock<>(1_000),
              new Arrives<>(finding("a", 1, 10, Finding.Status.OPEN, false)),
              new Arrives<>(finding("a", 2, 10, Finding.Status.OPEN, true))));

      assertThat(latest(replay.output()).values())
          .singleElement()
          .asString()
          .contains("\"withdrawn\"");
      replay.end();
    }
  }

  @Test
  void ignoresThatAFindingLeftAnEntityOfWhichNothingIsKept() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(List.of(new Arrives<>(finding("a", 2, 10, Finding.Status.OPEN, true))));

      assertThat(replay.output()).isEmpty();
      assertThat(replay.keysInState()).isEmpty();
    }
  }
}
