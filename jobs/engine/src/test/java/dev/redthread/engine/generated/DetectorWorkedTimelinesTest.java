package dev.redthread.engine.generated;

import dev.redthread.engine.reference.WorkedTimeline;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The engine finds on the timelines of {@code docs/semantics.md} what the reference finds. */
class DetectorWorkedTimelinesTest {

  @TestFactory
  Stream<DynamicTest> findsWhatThePageSays() {
    return WorkedTimeline.all().stream()
        .map(timeline -> DynamicTest.dynamicTest(timeline.name(), () -> check(timeline)));
  }

  private static void check(WorkedTimeline timeline) {
    GeneratedCase generated = FromReference.of(timeline);
    for (int cachedKeys : new int[] {0, 1_000}) {
      for (boolean kernel : new boolean[] {false, true}) {
        Setting setting = new Setting(cachedKeys, 1_000, kernel, 50);
        DetectorRun.check(generated, setting, 1, Detectors.REAL, new Expected(generated));
      }
    }
  }
}
