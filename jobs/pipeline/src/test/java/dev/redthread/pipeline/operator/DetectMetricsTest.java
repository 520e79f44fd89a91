package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.startedWith;
import static dev.redthread.pipeline.operator.DetectOperatorTest.candidate;
import static dev.redthread.pipeline.operator.DetectOperatorTest.click;
import static dev.redthread.pipeline.operator.DetectOperatorTest.login;
import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static dev.redthread.pipeline.operator.Fixtures.SEQUENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The metrics of detect as Flink's reporters read them. */
final class DetectMetricsTest {
  private final RegisteredMetrics metrics = new RegisteredMetrics();

  private Replay<TimelineKey, Candidate, Finding> replay(int budget, Variation variation)
      throws Exception {
    return DetectOperatorTest.replay(
        Fixtures.PATTERNS,
        new DetectorFactory(DetectorOptions.DEFAULT.withBudget(budget)),
        variation,
        metrics);
  }

  private Replay<TimelineKey, Candidate, Finding> replay() throws Exception {
    return replay(100, Variation.PLAIN);
  }

  private long of(Metric metric) {
    return metrics.sum(SEQUENCE, metric);
  }

  @Test
  void countsWhatComesAndWhatIsSaidForEachPattern() throws Exception {
    try (var replay = replay()) {
      replay.run(
          List.of(
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l1", 20)),
              new Arrives<>(login("l1", 20)),
              new Arrives<>(login("l2", 21)),
              new WallClock<>(1_000)));

      assertThat(of(Metric.SCREENED_IN)).isEqualTo(4);
      assertThat(of(Metric.DUPLICATES)).isOne();
      assertThat(of(Metric.EVALUATIONS)).isEqualTo(4);
      assertThat(of(Metric.EVALUATION_TOTAL)).isPositive();
      assertThat(metrics.statistics(SEQUENCE, Metric.EVALUATION_TIME).size()).isOne();
      assertThat(of(Metric.FINDINGS)).isOne();
      assertThat(of(Metric.REVISIONS)).isOne();
      assertThat(of(Metric.TIMELINES)).isOne();
      assertThat(of(Metric.KEPT_EVENTS)).isEqualTo(3);
      assertThat(metrics.tasks(Fixtures.SINGLE, Metric.SCREENED_IN)).isZero();
    }
  }

  @Test
  void countsAnEventThatComesLaterThanItsSourceMayBe() throws Exception {
    try (var replay = replay()) {
      replay.run(List.of(new Clock<>(1_000 * MINUTE), new Arrives<>(click("c", 10))));

      assertThat(of(Metric.LATE)).isOne();
      assertThat(of(Metric.TIMELINES)).isZero();
      assertThat(of(Metric.KEPT_EVENTS)).isZero();
    }
  }

  @Test
  void countsAFindingThatIsWithdrawnWhenItGoesOut() throws Exception {
    try (var replay = replay()) {
      Event click = Fixtures.ofPerson("c", 10, Activity.PHISH_CLICKED, "ann");
      replay.run(
          List.of(
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l", 20)),
              new Arrives<>(candidate(click, 0, true))));
      assertThat(of(Metric.WITHDRAWALS)).isZero();

      replay.run(List.of(new WallClock<>(1_000)));
      assertThat(of(Metric.WITHDRAWALS)).isOne();
      assertThat(of(Metric.REVISIONS)).isOne();
      assertThat(of(Metric.MERGES)).isZero();
      assertThat(of(Metric.KEPT_EVENTS)).isOne();
    }
  }

  @Test
  void countsAFindingThatAnEarlierOneTakesIn() throws Exception {
    try (var replay = replay()) {
      replay.run(
          List.of(
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l2", 20)),
              new Arrives<>(login("l1", 15)),
              new WallClock<>(1_000)));

      assertThat(of(Metric.FINDINGS)).isEqualTo(2);
      assertThat(of(Metric.MERGES)).isOne();
      assertThat(of(Metric.WITHDRAWALS)).isZero();
    }
  }

  @Test
  void countsWhatAFullGroupLetsGoOf() throws Exception {
    try (var replay = replay(2, Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(click("c1", 1)),
              new Arrives<>(click("c2", 2)),
              new Arrives<>(click("c3", 3)),
              new Arrives<>(login("l", 4))));

      assertThat(of(Metric.OVERFLOW)).isEqualTo(2);
      assertThat(of(Metric.TRUNCATED)).isOne();
      assertThat(of(Metric.KEPT_EVENTS)).isEqualTo(2);
    }
  }

  /** 400 clicks with 400 failures each, none of which satisfies. */
  @Test
  void countsASearchThatIsGivenUp() throws Exception {
    Versions versions =
        startedWith(
            RULES,
            """
            title: Compared
            id: compared
            sequence:
              group-by: [person]
              timespan: 1h
              steps:
                - click: {rule: click}
                - fail: {rule: fail, where: '!(fail.source.ip >= click.source.ip)'}
                - login: {rule: login}
            """);
    PatternSet patterns = versions.compile(versions.base());
    Candidates screen = Candidates.of(patterns, 0);
    List<Happening<Candidate>> happenings = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      happenings.addAll(from(screen, "c" + i, 0, Activity.PHISH_CLICKED, "a" + i));
      happenings.addAll(from(screen, "f" + i, 1, Activity.LOGIN_FAILED, "b" + i));
    }
    try (var replay =
        DetectOperatorTest.replay(patterns, new DetectorFactory(), Variation.PLAIN, metrics)) {
      replay.run(happenings);
      assertThat(metrics.sum("compared", Metric.ABANDONED)).isZero();

      replay.run(from(screen, "l", 2, Activity.LOGIN_SUCCEEDED, "c"));
      assertThat(metrics.sum("compared", Metric.ABANDONED)).isOne();
      assertThat(metrics.sum("compared", Metric.OVERFLOW)).isZero();
    }
  }

  private static List<Happening<Candidate>> from(
      Candidates screen, String id, long minute, Activity activity, String address) {
    Event event =
        Fixtures.event(
            id,
            minute,
            activity,
            Map.of(Event.PERSON, Value.of("ann"), "source.ip", Value.of(address)));
    List<Happening<Candidate>> arrives = new ArrayList<>();
    screen
        .of(event, 0, () -> OriginalBytes.compress(new byte[] {'{', '}'}), false)
        .forEach(candidate -> arrives.add(new Arrives<>(candidate)));
    return arrives;
  }

  @Test
  void measuresTheSourceTheReadingAndTheDetectionApart() throws Exception {
    Event click = Fixtures.ofPerson("c", 10, Activity.PHISH_CLICKED, "ann");
    Event login = Fixtures.ofPerson("l", 20, Activity.LOGIN_SUCCEEDED, "ann");
    try (var replay = replay()) {
      replay.run(
          List.of(
              new WallClock<>(30 * MINUTE),
              new Arrives<>(read(received(click, 12), 0, 13)),
              new Arrives<>(read(received(login, 25), 1, 29))));

      assertThat(metrics.statistics(SEQUENCE, Metric.EVENT_TO_RECEIVED).getValues())
          .containsExactly(2 * MINUTE, 5 * MINUTE);
      assertThat(metrics.statistics(SEQUENCE, Metric.RECEIVED_TO_READ).getValues())
          .containsExactly(MINUTE, 4 * MINUTE);
      assertThat(metrics.statistics(SEQUENCE, Metric.READ_TO_DETECTED).getValues())
          .containsExactly(MINUTE);
    }
  }

  private static Event received(Event event, long minute) {
    return new Event(
        event.source(),
        event.id(),
        event.eventTime(),
        minute * MINUTE,
        event.activity(),
        event.fields(),
        event.origin(),
        false);
  }

  private static Candidate read(Event event, int role, long minute) {
    Candidate candidate = candidate(event, role, false);
    return new Candidate(
        candidate.pattern(),
        candidate.group(),
        event,
        candidate.roles(),
        false,
        minute * MINUTE,
        candidate.original());
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void knowsWhatIsKeptOverRestoreRescalingAndExpiry(Variation variation) throws Exception {
    try (var replay = replay(100, variation)) {
      List<Happening<Candidate>> happenings = new ArrayList<>();
      for (int person = 0; person < 4; person++) {
        happenings.add(new Arrives<>(of("person" + person, "c", 10 + person)));
        happenings.add(new Arrives<>(of("person" + person, "d", 11 + person)));
      }
      replay.run(happenings);
      assertThat(of(Metric.TIMELINES)).isEqualTo(4);
      assertThat(of(Metric.KEPT_EVENTS)).isEqualTo(8);

      Candidate taken = of("person3", "c", 13);
      replay.run(
          List.of(
              new Arrives<>(
                  new Candidate(
                      taken.pattern(), taken.group(), taken.event(), 1, true, 0, new byte[0]))));
      assertThat(of(Metric.TIMELINES)).isEqualTo(4);
      assertThat(of(Metric.KEPT_EVENTS)).isEqualTo(7);

      replay.run(List.of(new Clock<>(1_000 * MINUTE)));
      assertThat(of(Metric.TIMELINES)).isZero();
      assertThat(of(Metric.KEPT_EVENTS)).isZero();
      replay.end();
    }
  }

  private static Candidate of(String person, String id, long minute) {
    Candidate candidate =
        candidate(Fixtures.ofPerson(person + id, minute, Activity.PHISH_CLICKED, person), 0, false);
    return new Candidate(
        SEQUENCE, List.of(person), candidate.event(), 1, false, 0, candidate.original());
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void knowsHowManyGroupsAreHalfFinished(Variation variation) throws Exception {
    try (var replay = HalfFinishedChainsTest.replay(variation, metrics)) {
      replay.run(
          List.of(
              HalfFinishedChainsTest.step(0, "ann", 10),
              HalfFinishedChainsTest.step(1, "ann", 20),
              HalfFinishedChainsTest.step(0, "bob", 11),
              HalfFinishedChainsTest.step(1, "bob", 21),
              HalfFinishedChainsTest.step(0, "eve", 12)));
      assertThat(metrics.sum("takeover", Metric.PARTIAL_MATCHES)).isEqualTo(2);

      replay.run(
          List.of(
              new WallClock<>(2_000),
              HalfFinishedChainsTest.step(2, "bob", 30),
              new WallClock<>(4_000)));
      assertThat(metrics.sum("takeover", Metric.PARTIAL_MATCHES)).isOne();

      replay.run(List.of(new Clock<>(1_000 * MINUTE), new WallClock<>(6_000)));
      assertThat(metrics.sum("takeover", Metric.PARTIAL_MATCHES)).isZero();
      replay.end();
    }
  }
}
