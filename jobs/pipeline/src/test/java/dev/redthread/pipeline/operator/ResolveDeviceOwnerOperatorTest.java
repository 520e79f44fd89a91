package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.normalize.PersonFields;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ResolveDeviceOwnerOperatorTest {
  private static final Waiting WAITING =
      new Waiting(Fixtures.TIMESPAN, Fixtures.DELAY, 24 * 60 * MINUTE, 24 * 60 * MINUTE);
  private static final byte[] ORIGINAL = "{}".getBytes(StandardCharsets.UTF_8);

  private static DeviceEvent click(String id, long minute, String device) {
    Event event = Fixtures.ofDevice(id, minute, Activity.PHISH_CLICKED, device);
    return new DeviceEvent(device, DeviceEvent.Kind.ORPHAN, event, 0, ORIGINAL);
  }

  private static DeviceEvent link(String id, long minute, String device, String person) {
    Event event =
        Fixtures.event(
            id,
            minute,
            Activity.DEVICE_LINKED,
            Map.of(Event.DEVICE, Value.of(device), Event.PERSON, Value.of(person)));
    return new DeviceEvent(device, DeviceEvent.Kind.LINK, event, 0, new byte[0]);
  }

  private static Replay<String, DeviceEvent, Candidate> replay(Variation variation)
      throws Exception {
    return new Replay<>(
        () ->
            new ResolveDeviceOwner(
                Fixtures.PATTERNS, WAITING, PersonFields.NONE, EnrichmentTexts.NONE),
        DeviceEvent::device,
        Types.STRING,
        List.of(
            ResolveDeviceOwner.LINKS,
            ResolveDeviceOwner.NAME_LINKS,
            ResolveDeviceOwner.ORPHANS,
            WakeUp.NEXT),
        List.of(),
        variation);
  }

  /** What is on each timeline after all that was sent: pattern and group, then the events. */
  private static Map<String, List<String>> timelines(List<Candidate> sent) {
    Map<String, List<String>> timelines = new TreeMap<>();
    for (Candidate candidate : sent) {
      String key = candidate.pattern() + candidate.group();
      String event = candidate.event().id() + " " + candidate.event().fields();
      List<String> timeline = timelines.computeIfAbsent(key, name -> new ArrayList<>());
      if (candidate.retracted()) {
        assertThat(timeline.remove(event)).as("taken back where it was: " + candidate).isTrue();
      } else {
        timeline.add(event);
      }
    }
    timelines.values().forEach(timeline -> timeline.sort(null));
    timelines.values().removeIf(List::isEmpty);
    return timelines;
  }

  @Test
  void sendsAnEventOnAtOnceAndAgainWhenItsOwnerBecomesKnown() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(List.of(new Arrives<>(click("c", 10, "d"))));
      assertThat(timelines(replay.output()))
          .isEqualTo(Map.of("click[lookout, c]", List.of("c [device.id=d]")));

      replay.run(List.of(new Arrives<>(link("l", 5, "d", "ann"))));
      String ofAnn = "[device.id=d, person=ann, person.link=lookout l at 1970-01-01T00:05:00Z]";
      assertThat(timelines(replay.output()))
          .isEqualTo(
              Map.of(
                  "click[lookout, c]", List.of("c " + ofAnn),
                  "phished-login[ann]", List.of("c " + ofAnn)));
      replay.end();
    }
  }

  @Test
  void takesAnEventBackFromAPersonWhoNoLongerOwnsTheDevice() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(link("l1", 5, "d", "ann")),
              new Arrives<>(click("c", 10, "d")),
              new Arrives<>(link("l2", 8, "d", "bob"))));

      assertThat(timelines(replay.output()))
          .containsOnlyKeys("click[lookout, c]", "phished-login[bob]");
      replay.end();
    }
  }

  @Test
  void takesTheEarliestLaterLinkWhereThereIsNoneBefore() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(
              new Arrives<>(link("l2", 30, "d", "bob")),
              new Arrives<>(link("l1", 20, "d", "ann")),
              new Arrives<>(click("c", 10, "d"))));

      assertThat(timelines(replay.output())).containsKey("phished-login[ann]");
      replay.end();
    }
  }

  @Test
  void ignoresALinkThatIsFurtherAheadThanAnyPatternReaches() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(new Arrives<>(click("c", 10, "d")), new Arrives<>(link("l", 71, "d", "ann"))));

      assertThat(timelines(replay.output())).containsOnlyKeys("click[lookout, c]");
      replay.end();
    }
  }

  @Test
  void forgetsAnEventOnceNoLinkCanChangeItsOwner() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(List.of(new Arrives<>(click("c", 10, "d")), new Clock<>(100 * MINUTE - 1)));
      assertThat(replay.keysInState()).containsKey("orphans");

      replay.run(List.of(new Clock<>(100 * MINUTE)));
      assertThat(replay.keysInState()).isEmpty();
      assertThat(replay.timers()).isZero();

      replay.run(List.of(new Arrives<>(click("late", 10, "d"))));
      assertThat(timelines(replay.output())).containsKey("click[lookout, late]");
      assertThat(replay.keysInState()).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void keepsLinksAndEventsOverRestoreAndRescaling(Variation variation) throws Exception {
    Map<String, List<String>> expected;
    try (var replay = replay(Variation.PLAIN)) {
      expected = timelines(replay.run(Happening.arrivals(story())).end().output());
    }
    try (var replay = replay(variation)) {
      assertThat(timelines(replay.run(Happening.arrivals(story())).end().output()))
          .isEqualTo(expected);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endsTheSameWhateverTheOrderAndRepetition(int seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<DeviceEvent> twice = new ArrayList<>(story());
    twice.addAll(story());
    Map<String, List<String>> expected;
    try (var replay = replay(Variation.PLAIN)) {
      expected = timelines(replay.run(Happening.arrivals(story())).end().output());
    }
    Variation variation = Variation.ALL.get(random.nextInt(3));
    try (var replay = replay(variation)) {
      List<Happening<DeviceEvent>> happenings =
          Happening.arrivals(Happening.shuffled(twice, random));
      happenings.add(random.nextInt(happenings.size()), new Clock<>(39 * MINUTE));
      assertThat(timelines(replay.run(happenings).end().output())).isEqualTo(expected);
    }
  }

  /** An event that goes by a name of which records may say whose it is. */
  private static DeviceEvent named(String id, long minute, String name) {
    Event event =
        Fixtures.event(id, minute, Activity.PHISH_CLICKED, Map.of(Event.PERSON, Value.of(name)));
    return new DeviceEvent(
        DeviceEvent.keyOf("n", name), DeviceEvent.Kind.NAMED, event, 0, ORIGINAL, List.of(name), 0);
  }

  private static DeviceEvent saying(String id, long minute, String name, String person) {
    Event event =
        Fixtures.event(id, minute, Activity.LOGOUT, Map.of(Event.PERSON, Value.of(person)));
    return new DeviceEvent(
        DeviceEvent.keyOf("n", name), DeviceEvent.Kind.NAME, event, 0, new byte[0]);
  }

  @Test
  void takesAnEventBackFromThePersonOfANameThatASecondPersonHas() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(new Arrives<>(named("c", 10, "x")), new Arrives<>(saying("n1", 5, "x", "ann"))));
      assertThat(timelines(replay.output()))
          .containsOnlyKeys("click[lookout, c]", "phished-login[ann]");

      replay.run(List.of(new Arrives<>(saying("n2", 40, "x", "bob"))));
      assertThat(timelines(replay.output()))
          .containsOnlyKeys("click[lookout, c]", "phished-login[x]");
      replay.end();
    }
  }

  @Test
  void sendsNothingWhereOneMoreRecordSaysTheSame() throws Exception {
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(
          List.of(new Arrives<>(saying("n1", 5, "x", "ann")), new Arrives<>(named("c", 10, "x"))));
      int before = replay.output().size();

      replay.run(
          List.of(
              new Arrives<>(saying("n2", 20, "x", "ann")),
              new Arrives<>(saying("n3", 15, "x", "ann")),
              new Arrives<>(saying("n1", 5, "x", "ann"))));
      assertThat(replay.output()).hasSize(before);
      replay.end();
    }
  }

  @Test
  void forgetsANameWhenNobodyMayAskForItAnyMore() throws Exception {
    long over = WAITING.nameUntil(5 * MINUTE);
    try (var replay = replay(Variation.PLAIN)) {
      replay.run(List.of(new Arrives<>(saying("n", 5, "x", "ann")), new Clock<>(over - 1)));
      assertThat(replay.keysInState()).containsKey("name-links");

      replay.run(List.of(new Clock<>(over)));
      assertThat(replay.keysInState()).isEmpty();
      assertThat(replay.timers()).isZero();
    }
  }

  /**
   * Three devices, one of which changes hands; one link and one event come in two contents. Three
   * names, one of two persons.
   */
  private static List<DeviceEvent> story() {
    return List.of(
        link("l1", 5, "d1", "ann"),
        click("c1", 4, "d1"),
        click("c2", 10, "d1"),
        link("l2", 15, "d1", "bob"),
        link("l2", 15, "d1", "carl"),
        click("c3", 15, "d1"),
        click("c4", 39, "d1"),
        click("c4", 12, "d1"),
        click("c5", 20, "d2"),
        link("l3", 25, "d2", "dora"),
        link("l4", 26, "d2", "emma"),
        click("c6", 20, "d3"),
        named("m1", 10, "x"),
        saying("n1", 20, "x", "ann"),
        saying("n2", 8, "x", "ann"),
        named("m2", 12, "y"),
        saying("n3", 11, "y", "ann"),
        saying("n4", 30, "y", "bob"),
        named("m3", 12, "z"));
  }
}
