package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.incident.Entity;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import dev.redthread.pipeline.sink.Document;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.state.StateDescriptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DetectOperatorTest {
  static final List<StateDescriptor<?, ?>> STATES =
      List.of(
          KeyedTimeline.EVENTS,
          KeyedTimeline.COMPLETIONS,
          KeyedTimeline.FINDINGS,
          KeyedTimeline.EVICTED,
          KeyedTimeline.DECIDED,
          KeyedTimeline.ORIGINALS,
          KeyedTimeline.ENTITIES,
          Pacing.PACES,
          HalfFinishedChains.PACES,
          WakeUp.NEXT);

  private static Replay<TimelineKey, Candidate, Finding> replay(Variation variation)
      throws Exception {
    return replay(Fixtures.PATTERNS, new DetectorFactory(), variation);
  }

  static Replay<TimelineKey, Candidate, Finding> replay(
      PatternSet patterns, Detector.Factory detectors, Variation variation) throws Exception {
    return replay(patterns, detectors, variation, null);
  }

  static Replay<TimelineKey, Candidate, Finding> replay(
      PatternSet patterns,
      Detector.Factory detectors,
      Variation variation,
      @Nullable RegisteredMetrics metrics)
      throws Exception {
    return new Replay<>(
        () -> new Detect(patterns, detectors, new Documents("redthread")),
        TimelineKey::of,
        WireTypes.TIMELINE_KEY,
        STATES,
        List.of(Detect.ENTITY_FINDINGS, Detect.EVIDENCE, Detect.PROGRESS),
        variation,
        metrics);
  }

  /** Of {@link VersionedDetect}. */
  static Replay<TimelineKey, Candidate, Finding> replay(
      ReplayedTask.Factory<Candidate, Finding> operator, Variation variation) throws Exception {
    return new Replay<>(
        operator,
        TimelineKey::of,
        STATES,
        List.of(Detect.ENTITY_FINDINGS, Detect.EVIDENCE, Detect.PROGRESS),
        variation,
        null);
  }

  static Candidate candidate(Event event, int role, boolean retracted) {
    byte[] original = ("{\"id\":\"" + event.id() + "\"}").getBytes(StandardCharsets.UTF_8);
    return new Candidate(
        Fixtures.SEQUENCE,
        List.of("ann"),
        event,
        1L << role,
        retracted,
        event.receivedTime(),
        OriginalBytes.compress(original));
  }

  static Candidate click(String id, long minute) {
    return candidate(Fixtures.ofPerson(id, minute, Activity.PHISH_CLICKED, "ann"), 0, false);
  }

  static Candidate login(String id, long minute) {
    return candidate(Fixtures.ofPerson(id, minute, Activity.LOGIN_SUCCEEDED, "ann"), 1, false);
  }

  private static Map<String, Finding> latest(List<Finding> revisions) {
    Map<String, Finding> latest = new TreeMap<>();
    for (Finding finding : revisions) {
      Finding before = latest.put(finding.id(), finding);
      if (before != null) {
        assertThat(finding.version()).isGreaterThan(before.version());
      }
    }
    return latest;
  }

  private static List<List<String>> open(List<Finding> revisions) {
    return latest(revisions).values().stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .map(Finding::events)
        .toList();
  }

  @Test
  void raisesAtOnceAndHoldsFurtherRevisionsASecondApart() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new WallClock<>(5_000),
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l1", 20)),
              new WallClock<>(5_400),
              new Arrives<>(login("l2", 21)),
              new Arrives<>(login("l3", 22))));
      assertThat(replay.output()).extracting(Finding::events).containsExactly(List.of("c", "l1"));

      replay.run(List.of(new WallClock<>(5_999)));
      assertThat(replay.output()).hasSize(1);

      replay.run(List.of(new WallClock<>(6_000)));
      assertThat(replay.output())
          .extracting(Finding::events)
          .containsExactly(List.of("c", "l1"), List.of("c", "l1", "l2", "l3"));

      replay.run(List.of(new WallClock<>(9_000), new Arrives<>(login("l4", 23))));
      assertThat(replay.output()).hasSize(3);
      replay.end();
    }
  }

  @Test
  void letsTheLastRevisionOutAtTheEndOfTheInput() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l1", 20)),
              new Arrives<>(login("l2", 21))));
      assertThat(replay.output()).hasSize(1);

      replay.end();
      assertThat(open(replay.output())).containsExactly(List.of("c", "l1", "l2"));
    }
  }

  @Test
  void keepsNoTimerAndNoPaceOnceAFindingIsQuiet() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l", 20)),
              new WallClock<>(1_000)));
      assertThat(replay.keysInState()).doesNotContainKey("paces").containsKey("events");
      assertThat(replay.timers()).isOne();

      replay.run(List.of(new Clock<>(1_000 * MINUTE)));
      assertThat(replay.keysInState()).isEmpty();
      assertThat(replay.timers()).isZero();
    }
  }

  @Test
  void sendsTheOriginalsOfAChainOnceAndKeepsTheOthers() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(login("l0", 5)),
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l1", 20)),
              new Arrives<>(login("l1", 20)),
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l2", 21))));

      assertThat(replay.output(Detect.EVIDENCE))
          .extracting(document -> new String(document.json(), StandardCharsets.UTF_8))
          .hasSize(3)
          .anySatisfy(json -> assertThat(json).contains("\\\"c\\\""))
          .anySatisfy(json -> assertThat(json).contains("\\\"l1\\\""))
          .anySatisfy(json -> assertThat(json).contains("\\\"l2\\\""))
          .allSatisfy(json -> assertThat(json).doesNotContain("l0"));
      assertThat(replay.output(Detect.EVIDENCE)).extracting(Document::id).doesNotHaveDuplicates();
      replay.end();
    }
  }

  @Test
  void withdrawsWhatRestsOnAnEventThatIsTakenBack() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      Event click = Fixtures.ofPerson("c", 10, Activity.PHISH_CLICKED, "ann");
      replay.run(
          List.of(
              new Arrives<>(click("c", 10)),
              new Arrives<>(login("l", 20)),
              new WallClock<>(1_000),
              new Arrives<>(candidate(click, 0, true))));

      assertThat(latest(replay.output()).values())
          .extracting(Finding::status)
          .containsExactly(Finding.Status.WITHDRAWN);
      replay.end();
    }
  }

  @Test
  void tellsTheFormerEntityThatAFindingLeftIt() throws Exception {
    Event owned =
        Fixtures.event(
            "c",
            10,
            Activity.PHISH_CLICKED,
            Map.of(Event.DEVICE, Value.of("d"), Event.PERSON, Value.of("ann")));
    Event unowned = Fixtures.ofDevice("c", 10, Activity.PHISH_CLICKED, "d");
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(single(unowned, false)),
              new WallClock<>(2_000),
              new Arrives<>(single(unowned, true)),
              new Arrives<>(single(owned, false)),
              new WallClock<>(4_000)));

      Entity device = new Entity(Event.DEVICE, "d");
      Entity ann = new Entity(Event.PERSON, "ann");
      assertThat(replay.output(Detect.ENTITY_FINDINGS))
          .filteredOn(EntityFinding::left)
          .extracting(EntityFinding::entity)
          .containsExactly(device);
      List<EntityFinding> said = replay.output(Detect.ENTITY_FINDINGS);
      assertThat(said.get(said.size() - 1).entity()).isEqualTo(ann);
      replay.end();
    }
  }

  private static Candidate single(Event event, boolean retracted) {
    return new Candidate(
        Fixtures.SINGLE,
        List.of(event.source(), event.id()),
        event,
        1,
        retracted,
        0,
        OriginalBytes.compress(new byte[] {'{', '}'}));
  }

  /** Two chains, a burst, ties, and events that lead to nothing. */
  private static List<Candidate> story() {
    return List.of(
        login("l0", 5),
        click("c1", 10),
        login("l1", 20),
        login("l2", 20),
        click("c2", 50),
        login("l3", 69),
        click("c3", 300),
        login("l4", 361));
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void findsTheSameOverRestoreAndRescaling(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      List<Happening<Candidate>> happenings = new ArrayList<>();
      for (Candidate candidate : story()) {
        happenings.add(new Clock<>(candidate.event().receivedTime() - 1));
        happenings.add(new Arrives<>(candidate));
        happenings.add(new WallClock<>(candidate.event().receivedTime()));
      }
      replay.run(happenings).end();

      assertThat(open(replay.output()))
          .containsExactlyInAnyOrder(List.of("c1", "l1", "l2"), List.of("c2", "l3"));
      assertThat(replay.output(Detect.EVIDENCE))
          .extracting(Document::id)
          .doesNotHaveDuplicates()
          .hasSize(5);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void findsTheSameWhateverTheOrderAndRepetition(int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<Candidate> twice = new ArrayList<>(story());
    twice.addAll(story());
    List<List<String>> expected;
    try (var replay = replay(Variation.PLAIN)) {
      expected = open(replay.run(Happening.arrivals(story())).end().output());
    }
    try (var replay = replay(Variation.ALL.get(random.nextInt(3)))) {
      List<Happening<Candidate>> happenings = Happening.arrivals(Happening.shuffled(twice, random));
      happenings.add(random.nextInt(happenings.size()), new WallClock<>(10_000));
      assertThat(open(replay.run(happenings).end().output())).isEqualTo(expected);
    }
  }
}
