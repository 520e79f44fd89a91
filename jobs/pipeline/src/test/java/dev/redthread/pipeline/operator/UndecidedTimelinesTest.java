package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.Clock;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timelines of a build that did not note by which form of the pattern a key was decided. */
final class UndecidedTimelinesTest {

  private static Replay<TimelineKey, Candidate, Finding> withAClick(StateBackend backend)
      throws Exception {
    Replay<TimelineKey, Candidate, Finding> replay =
        DetectOperatorTest.replay(
            Fixtures.PATTERNS, new DetectorFactory(), new Variation(backend, List.of(1), 0));
    replay.run(List.of(new Arrives<>(DetectOperatorTest.click("c", 10))));
    replay.without(KeyedTimeline.DECIDED);
    replay.restore();
    assertThat(replay.keysInState())
        .containsKey(KeyedTimeline.EVENTS.getName())
        .doesNotContainKey(KeyedTimeline.DECIDED.getName());
    return replay;
  }

  @ParameterizedTest
  @EnumSource
  void areGoneOnWith(StateBackend backend) throws Exception {
    try (var replay = withAClick(backend)) {
      replay.run(List.of(new Arrives<>(DetectOperatorTest.login("l", 20))));

      assertThat(replay.output()).extracting(Finding::events).containsExactly(List.of("c", "l"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void expire(StateBackend backend) throws Exception {
    try (var replay = withAClick(backend)) {
      replay.run(List.of(new Clock<>(1_000 * Fixtures.MINUTE)));

      replay.requireNothingLeft();
    }
  }
}
