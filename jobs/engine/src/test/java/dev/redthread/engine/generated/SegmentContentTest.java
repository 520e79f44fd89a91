package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is handed over of an event that comes with several contents under one id. */
class SegmentContentTest {
  private static final PatternSet PATTERNS =
      SegmentCases.load(
          """
          title: Changing
          id: p
          sequence:
            group-by: [person]
            timespan: 10m
            steps: [{one: {rule: A}}, {two: {rule: A}}, {three: {rule: C, group-by: [ip]}}]
          """);

  private static Event event(String id, long minute, String ip) {
    return GeneratedEvents.event("okta", id, minute * Cases.UNIT, 0)
        .with(ChainCases.KIND, Value.of("A"))
        .with("person", Value.of("ada"))
        .with("ip", Value.of(ip));
  }

  /** What stands under the next key in the end, by its value. */
  private static Map<String, Set<String>> handedOver(List<Event> events) {
    Detector detector =
        Detectors.REAL.create(PATTERNS, new WallClock(0), new Setting(10, 10, true, 0));
    Screen screen = Screen.compile(PATTERNS);
    HeapTimelineState state = new HeapTimelineState(new Dice(1));
    List<PatternEvent> said = new ArrayList<>();
    for (Event event : events) {
      screen.match(
          event,
          (pattern, group, roles) ->
              detector.onCandidate(
                  new Candidate(pattern.id(), group, event, roles, false, 0, new byte[0]),
                  state,
                  0,
                  finding -> {}));
      said.addAll(detector.takePatternEvents());
    }
    Map<String, Set<String>> standing = new HashMap<>();
    for (PatternEvent event : said) {
      String ip = Objects.requireNonNull(event.event().field("ip")).text();
      if (event.retracted()) {
        assertThat(standing.remove(ip)).as("taken back where it was").isNotNull();
      } else {
        standing.put(ip, Set.of(event.event().id()));
      }
    }
    return standing;
  }

  @Test
  void movesToTheKeyOfTheContentThatCounts() {
    Event before = event("a", 1, "i0");
    Event one = event("b", 2, "i1");
    Event other = event("b", 2, "i2");
    Map<String, Set<String>> standing = handedOver(List.of(before, one, other));

    assertThat(standing).hasSize(1);
    assertThat(handedOver(List.of(before, other, one))).isEqualTo(standing);
    assertThat(handedOver(List.of(other, one, before))).isEqualTo(standing);
    assertThat(handedOver(List.of(one, before, other))).isEqualTo(standing);
  }
}
