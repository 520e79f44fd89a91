package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.incident.Entity;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Suppression;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class SuppressPagesOperatorTest {
  private static final long HOUR = 3_600_000;
  private static final PatternRef PATTERN =
      new PatternRef("p", "Title", Level.HIGH, List.of(), false, null);
  private static final PatternRef SUPPRESSING =
      PATTERN.answeredBy(
          new Response(null, Paging.SEVERITY, new Suppression(HOUR, List.of("tenant"))));

  private static Replay<String, EntityFinding, EntityFinding> replay(Variation variation)
      throws Exception {
    return new Replay<>(
        SuppressPages::new,
        SuppressPages::key,
        Types.STRING,
        List.of(SuppressPages.SUPPRESSED, WakeUp.NEXT),
        List.of(),
        variation);
  }

  private static EntityFinding finding(
      PatternRef pattern, String person, int revision, long minute, Finding.Status status) {
    Event event = Fixtures.ofPerson("e" + person, minute, Activity.LOGIN_SUCCEEDED, person);
    return new EntityFinding(
        new Entity(Event.PERSON, person),
        new Finding(
            "of " + person,
            revision,
            revision,
            status,
            null,
            null,
            pattern,
            List.of(new GroupValue(Event.PERSON, person), new GroupValue("tenant", "t")),
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
        false);
  }

  private static Arrives<EntityFinding> open(PatternRef pattern, String person, long minute) {
    return new Arrives<>(finding(pattern, person, 1, minute, Finding.Status.OPEN));
  }

  private static List<String> said(Replay<String, EntityFinding, EntityFinding> replay) {
    return replay.output().stream()
        .map(each -> each.entity().value() + " " + each.suppressedUntil())
        .toList();
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void keepsPagesBackUntilTheClockHasPassed(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      long received = Fixtures.ofPerson("e", 0, Activity.LOGIN_SUCCEEDED, "ann").receivedTime();
      long until = received + HOUR;
      replay.run(
          List.of(
              open(SUPPRESSING, "ann", 0),
              open(SUPPRESSING, "omar", 10),
              new Clock<>(received + 20 * 60_000),
              new Arrives<>(finding(SUPPRESSING, "ann", 2, 20, Finding.Status.WITHDRAWN)),
              open(SUPPRESSING, "lee", 30),
              new Clock<>(received + 2 * HOUR),
              open(SUPPRESSING, "zoe", 120)));

      assertThat(said(replay))
          .containsExactly(
              "ann null",
              "omar " + until,
              "ann null",
              "omar null",
              "lee " + (until + 20 * 60_000),
              "zoe null");
      replay.end();
    }
  }

  @Test
  void passesOnWhatSuppressesNothingAndKeepsNothingOfIt() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              open(PATTERN, "ann", 0),
              open(PATTERN, "ann", 1),
              new Arrives<>(
                  new EntityFinding(
                      new Entity(Event.PERSON, "ann"),
                      finding(SUPPRESSING, "ann", 1, 1, Finding.Status.OPEN).finding(),
                      true))));

      assertThat(said(replay)).containsExactly("ann null", "ann null", "ann null");
      assertThat(replay.keysInState()).isEmpty();
    }
  }
}
