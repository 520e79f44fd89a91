package dev.redthread.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The timelines of {@code docs/semantics.md}, each a test under its own name. */
class WorkedTimelinesTest {

  @TestFactory
  Stream<DynamicTest> findsWhatThePageSays() {
    return WorkedTimeline.all().stream()
        .map(timeline -> DynamicTest.dynamicTest(timeline.name(), () -> check(timeline)));
  }

  @Test
  void pageHasATimelineForEachSentence() {
    assertThat(WorkedTimeline.all())
        .hasSizeGreaterThan(40)
        .extracting(WorkedTimeline::name)
        .doesNotHaveDuplicates();
  }

  private static void check(WorkedTimeline timeline) {
    check(timeline, timeline.events(), Long.MAX_VALUE, timeline.expected());
    for (WorkedTimeline.Known known : timeline.known()) {
      check(timeline, timeline.receivedBy(known.clock()), known.clock(), known.expected());
    }
  }

  private static void check(
      WorkedTimeline timeline,
      List<RefEvent> events,
      long clock,
      List<WorkedTimeline.Expected> expected) {
    Reference reference = new Reference(timeline.pattern());
    List<RefFinding> findings =
        reference.findings(reference.completions(events), clock).stream()
            .sorted(Comparator.comparing(WorkedTimelinesTest::completing, RefEvent.ORDER))
            .toList();
    assertThat(findings)
        .as("%s%nat %s", timeline, clock)
        .extracting(WorkedTimelinesTest::chain)
        .isEqualTo(expected.stream().map(WorkedTimeline.Expected::chain).toList());
    for (int i = 0; i < findings.size(); i++) {
      check(timeline, findings.get(i), expected.get(i));
    }
  }

  private static void check(
      WorkedTimeline timeline, RefFinding finding, WorkedTimeline.Expected expected) {
    Set<String> evidence = expected.evidence();
    if (evidence != null) {
      assertThat(finding.events().stream().map(RefEvent::id).collect(Collectors.toSet()))
          .as(timeline.toString())
          .isEqualTo(evidence);
    }
    if (expected.settles() != null) {
      assertThat(finding.settlesAt()).as(timeline.toString()).isEqualTo(expected.settles());
    }
    if (expected.risk() != null) {
      assertThat(finding.risk()).as(timeline.toString()).isEqualTo(expected.risk());
    }
  }

  private static List<String> chain(RefFinding finding) {
    return finding.chain().stream().map(link -> link.event().id()).toList();
  }

  /** The last binding event of a chain completes it. */
  private static RefEvent completing(RefFinding finding) {
    return finding.chain().stream()
        .filter(RefLink::binding)
        .reduce((one, next) -> next)
        .orElseThrow()
        .event();
  }
}
