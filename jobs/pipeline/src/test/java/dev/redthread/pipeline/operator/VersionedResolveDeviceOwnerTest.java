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
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pipeline.change.PatternVersion;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

final class VersionedResolveDeviceOwnerTest {
  private static final String CLICKS =
      FAILURES.replace("fail", "click").replace("id: clickures", "id: clicks");

  private static KeyedBroadcastOperatorTestHarness<String, DeviceEvent, PatternVersion, Candidate>
      started() throws Exception {
    return ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
        new VersionedResolveDeviceOwner(startedWith(RULES, PHISHED), 30 * MINUTE, 1_000 * MINUTE),
        DeviceEvent::device,
        Types.STRING,
        InForceState.DESCRIPTOR);
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
}
