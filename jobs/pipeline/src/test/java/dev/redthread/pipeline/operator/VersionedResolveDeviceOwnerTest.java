package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.change.PatternTextsOfTests.FAILURES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.PHISHED;
import static dev.redthread.pipeline.change.PatternTextsOfTests.RULES;
import static dev.redthread.pipeline.change.PatternTextsOfTests.startedWith;
import static dev.redthread.pipeline.change.PatternTextsOfTests.version;
import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Activity;
import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.PersonFields;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.SideFiles;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

final class VersionedResolveDeviceOwnerTest {
  private static final String CLICKS =
      FAILURES.replace("fail", "click").replace("id: clickures", "id: clicks");

  private static VersionedResolveDeviceOwner resolver() {
    return new VersionedResolveDeviceOwner(
        startedWith(RULES, PHISHED),
        30 * MINUTE,
        1_000 * MINUTE,
        1_000 * MINUTE,
        IdentityAliases.NONE,
        PersonFields.NONE,
        EnrichmentTexts.NONE);
  }

  private static KeyedBroadcastOperatorTestHarness<String, DeviceEvent, PatternVersion, Candidate>
      started() throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
        resolver(), DeviceEvent::device, Types.STRING, InForceState.DESCRIPTOR);
  }

  private static DeviceEvent click(String id, long minute) {
    return new DeviceEvent(
        "d",
        DeviceEvent.Kind.ORPHAN,
        Fixtures.ofDevice(id, minute, Activity.PHISH_CLICKED, "d"),
        0,
        OriginalBytes.compress(new byte[] {'{', '}'}));
  }

  private static DeviceEvent link(String id, long minute) {
    return new DeviceEvent(
        "d",
        DeviceEvent.Kind.LINK,
        Fixtures.event(
            id,
            minute,
            Activity.DEVICE_LINKED,
            Map.of(Event.PERSON, Value.of("ann"), Event.DEVICE, Value.of("d"))),
        0,
        new byte[0]);
  }

  private static List<String> sent(
      KeyedBroadcastOperatorTestHarness<String, DeviceEvent, PatternVersion, Candidate> harness) {
    List<String> sent =
        harness.extractOutputValues().stream()
            .map(
                each ->
                    each.pattern()
                        + " "
                        + each.group()
                        + " "
                        + each.event().id()
                        + " under "
                        + each.version()
                        + (each.retracted() ? ", taken back" : ""))
            .toList();
    harness.getOutput().clear();
    return sent;
  }

  @Test
  void sendsKeptEventsOnceMoreToThePatternsThatAreNew() throws Exception {
    try (var harness = started()) {
      harness.processElement(link("k", 0), 0);
      harness.processElement(click("c", 10), 0);
      assertThat(sent(harness)).containsExactly("phished [ann] c under 1");

      harness.processBroadcastElement(version(2, 0, RULES, PHISHED, CLICKS), 0);
      assertThat(sent(harness)).containsExactly("clicks [ann] c under 2");

      harness.processElement(click("c2", 20), 0);
      assertThat(sent(harness))
          .containsExactlyInAnyOrder("phished [ann] c2 under 2", "clicks [ann] c2 under 2");

      harness.processBroadcastElement(version(3, 0, RULES, CLICKS), 0);
      assertThat(sent(harness)).as("nothing is new").isEmpty();
    }
  }

  @Test
  void sendsWhatALateLinkSaysUnderTheVersionInForce() throws Exception {
    try (var harness = started()) {
      harness.processElement(click("c", 10), 0);
      assertThat(sent(harness)).as("nobody's").isEmpty();
      harness.processBroadcastElement(version(2, 0, RULES, PHISHED, CLICKS), 0);
      assertThat(sent(harness)).isEmpty();

      harness.processElement(link("k", 0), 0);
      assertThat(sent(harness))
          .containsExactlyInAnyOrder("phished [ann] c under 2", "clicks [ann] c under 2");
    }
  }

  @Test
  void countsALinkAsFarAsThePatternInForceReaches() throws Exception {
    String longer = PHISHED.replace("timespan: 1h", "timespan: 3h");
    String other = longer.replace("id: phished", "id: other");
    try (var harness = started()) {
      harness.processElement(click("c", 10), 0);
      harness.processElement(link("k", 100), 0);
      assertThat(sent(harness)).as("too far ahead").isEmpty();

      harness.processBroadcastElement(version(2, 0, RULES, longer, other), 0);
      assertThat(sent(harness))
          .containsExactlyInAnyOrder("phished [ann] c under 2", "other [ann] c under 2");

      harness.processBroadcastElement(version(3, 0, RULES, PHISHED, other), 0);
      assertThat(sent(harness)).containsExactly("phished [ann] c under 3, taken back");
    }
  }

  private static DeviceEvent named(String id, long version, String... names) {
    Event event =
        Fixtures.event(id, 10, Activity.PHISH_CLICKED, Map.of(Event.PERSON, Value.of("anybody")));
    return new DeviceEvent(
        DeviceEvent.keyOf(List.of(names)),
        DeviceEvent.Kind.NAMED,
        event,
        0,
        new byte[0],
        List.of(names),
        version);
  }

  private static PatternVersion table(long number, String lines) {
    return PatternVersion.of(
        SideFiles.IDENTITIES, number, 0, Map.of("identities.csv", "identifier,person\n" + lines));
  }

  @Test
  void takesEventsToWhomTheNewestTableSaysAndNoOthers() throws Exception {
    try (var harness = started()) {
      harness.processElement(named("c1", 1, "mlind", "17"), 0);
      harness.processElement(named("c2", 1, "bob"), 0);
      assertThat(sent(harness))
          .containsExactly("phished [mlind] c1 under 1", "phished [bob] c2 under 1");

      harness.processBroadcastElement(table(2, "17,mia\n"), 0);
      assertThat(sent(harness))
          .containsExactly("phished [mlind] c1 under 1, taken back", "phished [mia] c1 under 1");
      harness.processBroadcastElement(table(1, "17,mo\n"), 0);
      assertThat(sent(harness)).as("an older table").isEmpty();
      harness.processElement(named("c3", 1, "17"), 0);
      assertThat(sent(harness)).containsExactly("phished [mia] c3 under 1");

      harness.processBroadcastElement(table(3, ""), 0);
      assertThat(sent(harness))
          .containsExactlyInAnyOrder(
              "phished [mia] c1 under 1, taken back",
              "phished [mlind] c1 under 1",
              "phished [mia] c3 under 1, taken back",
              "phished [17] c3 under 1");
    }
  }

  @Test
  void whatAKeyDidIsItsOwnersAndStillDoneByTheKey() throws Exception {
    String key = "api_key:openai:key_1";
    DeviceEvent plain = named("c", 1, key);
    Event read =
        plain
            .event()
            .with(Event.PERSON, Value.of("anybody"))
            .with(Actor.KIND, Value.of("api_key"))
            .with(Actor.ID, Value.of(key))
            .with(Actor.OWNER, Value.of("anybody"));
    try (var harness = started()) {
      harness.processElement(
          new DeviceEvent(
              plain.device(), plain.kind(), read, 0, new byte[0], plain.names(), plain.version()),
          0);
      assertThat(actors(harness)).containsExactly(key + " as API key openai:key_1");
      harness.processBroadcastElement(table(2, key + ",mia\n"), 0);
      assertThat(actors(harness))
          .containsExactly(
              key + " as API key openai:key_1, taken back", "mia as API key openai:key_1 of mia");
      harness.processBroadcastElement(table(3, ""), 0);
      assertThat(actors(harness))
          .containsExactly(
              "mia as API key openai:key_1 of mia, taken back", key + " as API key openai:key_1");
    }
  }

  private static List<String> actors(
      KeyedBroadcastOperatorTestHarness<String, DeviceEvent, PatternVersion, Candidate> harness) {
    List<String> actors =
        harness.extractOutputValues().stream()
            .map(
                each ->
                    each.group().get(0)
                        + " as "
                        + Actor.of(each.event()).orElseThrow().described()
                        + (each.retracted() ? ", taken back" : ""))
            .toList();
    harness.getOutput().clear();
    return actors;
  }

  @Test
  void takesEventsOfADeviceToWhomTheNameInItsLinkMeans() throws Exception {
    try (var harness = started()) {
      DeviceEvent plain = link("k", 0);
      harness.processElement(
          new DeviceEvent("d", plain.kind(), plain.event(), 0, new byte[0], List.of("mlind"), 1),
          0);
      harness.processElement(click("c", 10), 0);
      assertThat(sent(harness)).containsExactly("phished [mlind] c under 1");

      harness.processBroadcastElement(table(2, "mlind,mia\n"), 0);
      assertThat(sent(harness))
          .containsExactly("phished [mlind] c under 1, taken back", "phished [mia] c under 1");
      harness.processBroadcastElement(table(3, "mlind,mia\nd,mo\n"), 0);
      assertThat(sent(harness))
          .containsExactly("phished [mia] c under 1, taken back", "phished [mo] c under 1");
    }
  }

  @Test
  void goesOnWithTheTableAndTheEventsOfItsState() throws Exception {
    OperatorSubtaskState state;
    try (var harness = started()) {
      harness.processBroadcastElement(table(2, "17,mia\n"), 0);
      harness.processElement(named("c", 1, "17"), 0);
      assertThat(sent(harness)).containsExactly("phished [mia] c under 1");
      state = harness.snapshot(1, 1);
    }
    try (var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(resolver(), List.of(InForceState.DESCRIPTOR)),
            DeviceEvent::device,
            Types.STRING,
            1,
            1,
            0)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(named("c2", 1, "17"), 0);
      assertThat(sent(harness)).containsExactly("phished [mia] c2 under 1");
      harness.processBroadcastElement(table(3, "17,mo\n"), 0);
      assertThat(sent(harness))
          .containsExactlyInAnyOrder(
              "phished [mia] c under 1, taken back",
              "phished [mo] c under 1",
              "phished [mia] c2 under 1, taken back",
              "phished [mo] c2 under 1");
    }
  }

  /** What was read before a pattern was there is nothing that it has been promised. */
  @Test
  void sendsANewPatternOnlyWhatWasReadUnderItBeforeItArrived() throws Exception {
    try (var harness = started()) {
      harness.processElement(named("c1", 1, "ann"), 0);
      harness.processElement(named("c2", 2, "ann"), 0);
      assertThat(sent(harness))
          .containsExactly("phished [ann] c1 under 1", "phished [ann] c2 under 1");

      harness.processBroadcastElement(version(2, 0, RULES, PHISHED, CLICKS), 0);
      assertThat(sent(harness)).containsExactly("clicks [ann] c2 under 2");
    }
  }
}
