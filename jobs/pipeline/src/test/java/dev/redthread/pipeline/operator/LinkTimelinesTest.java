package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.reference.LinkedTimeline;
import dev.redthread.engine.reference.RefFinding;
import dev.redthread.engine.reference.WorkedTimeline;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The timelines of {@code docs/semantics.md} with events of devices, each a test under its own
 * name: the reference finds what the page says, and the whole way of an event what the reference
 * finds.
 */
final class LinkTimelinesTest {
  private static final int ORDERS = 3;

  @TestFactory
  Stream<DynamicTest> findsWhatThePageSays() {
    return LinkedTimeline.all().stream()
        .map(timeline -> DynamicTest.dynamicTest(timeline.name(), () -> check(timeline)));
  }

  @Test
  void pageHasTimelinesForThis() {
    assertThat(LinkedTimeline.all())
        .hasSizeGreaterThan(12)
        .extracting(LinkedTimeline::name)
        .doesNotHaveDuplicates();
  }

  private static void check(LinkedTimeline timeline) {
    compare(timeline, Long.MAX_VALUE, timeline.expected());
    for (WorkedTimeline.Known known : timeline.known()) {
      compare(timeline, known.clock(), known.expected());
    }
    for (int seed = 1; seed <= ORDERS; seed++) {
      new LinkedJob(timeline, UnaryOperator.identity()).check(new Dice(seed));
    }
  }

  private static void compare(
      LinkedTimeline timeline, long minute, List<WorkedTimeline.Expected> expected) {
    List<RefFinding> found =
        LinkedJob.findings(timeline, timeline.pattern(), minute).values().stream()
            .flatMap(List::stream)
            .toList();
    assertThat(found)
        .as("%s at %s", timeline, minute)
        .extracting(finding -> finding.chain().stream().map(link -> link.event().id()).toList())
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().map(WorkedTimeline.Expected::chain).toList());
    for (WorkedTimeline.Expected each : expected) {
      if (each.settles() != null) {
        assertThat(found)
            .as("%s at %s", timeline, minute)
            .extracting(RefFinding::settlesAt)
            .contains(each.settles());
      }
    }
  }
}
