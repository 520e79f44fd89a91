package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import dev.redthread.pipeline.sink.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A click, a login and an export of one person within an hour; logs are at most half as late. */
final class HalfFinishedChainsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Activity> STEPS =
      List.of(Activity.PHISH_CLICKED, Activity.LOGIN_SUCCEEDED, Activity.DATA_EXPORTED);
  private static final PatternSet PATTERNS =
      new PatternSet(
          List.of(rule(0), rule(1), rule(2)),
          List.of(
              new CompiledPattern(
                  "takeover",
                  "Export after a phish",
                  Level.HIGH,
                  List.of(),
                  50,
                  false,
                  null,
                  List.of(0, 1, 2),
                  List.of(
                      new GroupKey(
                          Event.PERSON, List.of(Event.PERSON, Event.PERSON, Event.PERSON))),
                  new Shape.Sequence(Fixtures.TIMESPAN, List.of(step(0), step(1), step(2)), true),
                  Fixtures.DELAY)));

  private static CompiledRule rule(int index) {
    return new CompiledRule(
        index, STEPS.get(index).id(), Optional.empty(), Fixtures.DELAY, new Expr.And(List.of()));
  }

  private static Step step(int rule) {
    return new Step("s" + rule, List.of(rule), Step.Kind.MANDATORY, 0, 1, 1, null, null);
  }

  private static Replay<TimelineKey, Candidate, Finding> replay(Variation variation)
      throws Exception {
    return replay(variation, null);
  }

  static Replay<TimelineKey, Candidate, Finding> replay(
      Variation variation, @Nullable RegisteredMetrics metrics) throws Exception {
    return DetectOperatorTest.replay(
        PATTERNS,
        new DetectorFactory(DetectorOptions.DEFAULT.withProgress(true)),
        variation,
        metrics);
  }

  static Arrives<Candidate> step(int step, String person, long minute) {
    return new Arrives<>(candidate(step, person, minute, false));
  }

  private static Candidate candidate(int step, String person, long minute, boolean retracted) {
    Event event = Fixtures.ofPerson(person + minute, minute, STEPS.get(step), person);
    return new Candidate(
        "takeover",
        List.of(person),
        event,
        1L << step,
        retracted,
        event.receivedTime(),
        OriginalBytes.compress(new byte[] {'{', '}'}));
  }

  private static List<String> said(Replay<TimelineKey, Candidate, Finding> replay) {
    List<String> said = new ArrayList<>();
    for (Document document : replay.output(Detect.PROGRESS)) {
      JsonNode json = json(document);
      said.add(
          json.at("/entity/value").asText()
              + " "
              + json.get("stage").asText()
              + " "
              + json.get("status").asText());
    }
    return said;
  }

  private static JsonNode json(Document document) {
    try {
      return JSON.readTree(document.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysAtOnceThatTheSecondStepIsReachedAndThenThatTheChainIsComplete() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(List.of(step(0, "ann", 10)));
      assertThat(said(replay)).isEmpty();

      replay.run(List.of(step(1, "ann", 20)));
      assertThat(said(replay)).containsExactly("ann 2 of 3 open");
      JsonNode json = json(replay.output(Detect.PROGRESS).get(0));
      assertThat(json.get("expires").asText()).isEqualTo("1970-01-01T01:40:00.000Z");
      assertThat(json.get("chain").findValuesAsText("event")).containsExactly("ann10", "ann20");

      replay.run(List.of(new WallClock<>(2_000), step(2, "ann", 30)));
      assertThat(said(replay)).containsExactly("ann 2 of 3 open", "ann 2 of 3 completed");
      replay.end();
    }
  }

  @Test
  void holdsChangesASecondApartAndLetsTheLastOut() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new WallClock<>(5_000),
              step(0, "ann", 10),
              step(1, "ann", 20),
              step(1, "ann", 21),
              step(1, "ann", 22)));
      assertThat(replay.output(Detect.PROGRESS)).hasSize(1);

      replay.run(List.of(new WallClock<>(6_000)));
      assertThat(replay.output(Detect.PROGRESS)).hasSize(2);
      assertThat(json(replay.output(Detect.PROGRESS).get(1)).get("last").asText())
          .isEqualTo("1970-01-01T00:22:00.000Z");
      assertThat(replay.output(Detect.PROGRESS).get(1).version())
          .isGreaterThan(replay.output(Detect.PROGRESS).get(0).version());
      replay.end();
    }
  }

  @Test
  void expiresWhenTheClockPassesTheLastChanceAndLeavesNothing() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              step(0, "ann", 10),
              step(1, "ann", 20),
              new WallClock<>(2_000),
              new Clock<>(100 * MINUTE)));
      assertThat(said(replay)).containsExactly("ann 2 of 3 open");

      replay.run(List.of(new Clock<>(100 * MINUTE + 1)));
      assertThat(said(replay)).containsExactly("ann 2 of 3 open", "ann 2 of 3 expired");

      replay.run(List.of(new Clock<>(1_000 * MINUTE), new WallClock<>(9_000)));
      assertThat(replay.keysInState()).isEmpty();
      assertThat(replay.timers()).isZero();
    }
  }

  @Test
  void withdrawsWhatRestsOnAnEventThatIsTakenBack() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              step(0, "ann", 10),
              step(1, "ann", 20),
              new WallClock<>(2_000),
              new Arrives<>(candidate(0, "ann", 10, true))));
      assertThat(said(replay)).containsExactly("ann 2 of 3 open", "ann 2 of 3 withdrawn");
      replay.end();
    }
  }

  @Test
  void leavesNoTimerBehindWhenAnEventComesBeforeATimerThatIsDue() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              step(0, "ann", 10),
              step(1, "ann", 20),
              new WallClock<>(2_000),
              new Arrives<>(candidate(1, "ann", 20, true)),
              new Happening.BusyWallClock<>(9_000),
              step(0, "ann", 10),
              new Clock<>(1_000 * MINUTE)));

      assertThat(said(replay)).containsExactly("ann 2 of 3 open", "ann 2 of 3 withdrawn");
      replay.requireNothingLeft();
    }
  }

  @Test
  void looksAtABusyKeyOnceInASecond() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      List<Happening<Candidate>> happenings = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        happenings.add(step(0, "ann", 10 + i));
      }
      replay.run(happenings).run(List.of(step(1, "ann", 250)));
      assertThat(said(replay)).as("its second is not over").isEmpty();

      replay.run(List.of(new WallClock<>(1_000)));
      assertThat(said(replay)).containsExactly("ann 2 of 3 open");
      replay.end();
    }
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void countsTheSamePeopleOverRestoreAndRescaling(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      List<Happening<Candidate>> happenings = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        happenings.add(step(1, "p" + i, 20));
        happenings.add(step(0, "p" + i, 10));
      }
      happenings.add(new WallClock<>(2_000));
      happenings.add(step(2, "p3", 30));
      happenings.add(step(2, "p4", 30));
      happenings.add(new WallClock<>(4_000));
      happenings.add(new Clock<>(100 * MINUTE + 1));
      happenings.add(new WallClock<>(6_000));
      replay.run(happenings);

      assertThat(said(replay)).filteredOn(line -> line.endsWith("2 of 3 open")).hasSize(12);
      assertThat(said(replay))
          .filteredOn(line -> line.endsWith("completed"))
          .containsExactlyInAnyOrder("p3 2 of 3 completed", "p4 2 of 3 completed");
      assertThat(said(replay)).filteredOn(line -> line.endsWith("expired")).hasSize(10);
      replay.end();
    }
  }
}
