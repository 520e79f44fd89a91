package dev.redthread.pipeline.operator;

import static dev.redthread.pipeline.operator.Fixtures.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.operator.Happening.Clock;
import dev.redthread.pipeline.operator.Happening.WallClock;
import dev.redthread.pipeline.sink.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each pattern waits for its own sources only, to the millisecond. Times are in minutes. */
final class DelayedChannelOperatorTest {
  private static final PatternSet PATTERNS = TwoChannels.patterns();
  private static final Candidates CANDIDATES = Candidates.of(PATTERNS, 0);

  private final List<String> seen = new ArrayList<>();

  private static Replay<TimelineKey, Candidate, Finding> replay(Variation variation)
      throws Exception {
    return DetectOperatorTest.replay(PATTERNS, new DetectorFactory(), variation);
  }

  private static List<Happening<Candidate>> arrive(String source, String action, long minute) {
    Event event =
        new Event(
            source,
            action + minute,
            minute * MINUTE,
            minute * MINUTE,
            null,
            Fields.of(Map.of("event.action", Value.of(action), Event.PERSON, Value.of("ann"))),
            new Origin("log.ndjson", 0, 1),
            false);
    return Happening.arrivals(
        CANDIDATES.of(event, 0, () -> OriginalBytes.compress(new byte[] {'{', '}'}), false));
  }

  /** What the operator has said of each pattern since last asked, in the order of the patterns. */
  private List<String> news(Replay<TimelineKey, Candidate, Finding> replay) {
    List<String> all =
        replay.output().stream()
            .map(finding -> finding.pattern().id() + " " + finding.status())
            .toList();
    List<String> news = all.subList(seen.size(), all.size()).stream().sorted().toList();
    seen.addAll(news);
    return news;
  }

  private static Clock<Candidate> clock(long minute) {
    return new Clock<>(minute * MINUTE);
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void waitsForTheSlowSourceWhereItMattersAndNowhereElse(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      replay.run(arrive(TwoChannels.QUICK, "login", 1_000));
      replay.run(arrive(TwoChannels.QUICK, "reset", 1_005));
      assertThat(news(replay)).containsExactly(TwoChannels.PROVISIONAL + " OPEN");

      replay.run(List.of(new Clock<>((1_005 + 10 + 1) * MINUTE - 1)));
      assertThat(news(replay)).isEmpty();
      replay.run(List.of(clock(1_005 + 10 + 1)));
      assertThat(news(replay)).containsExactly(TwoChannels.UNCONFIRMED + " OPEN");

      replay.run(List.of(new Clock<>((1_005 + 360) * MINUTE - 1)));
      assertThat(news(replay)).isEmpty();
      assertThat(replay.output(Detect.EVIDENCE)).hasSize(3);
      replay.run(List.of(clock(1_005 + 360)));
      assertThat(news(replay)).containsExactly(TwoChannels.SETTLED + " OPEN");
      assertThat(replay.output(Detect.EVIDENCE)).extracting(Document::id).hasSize(5);

      replay.run(List.of(new WallClock<>(2_000), clock(3_000)));
      assertThat(news(replay)).isEmpty();
      assertThat(replay.keysInState()).isEmpty();
      assertThat(replay.timers()).isZero();
    }
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void raisesNothingEarlyThatTheDelayedChannelRefutes(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      replay.run(arrive(TwoChannels.QUICK, "login", 1_000));
      replay.run(arrive(TwoChannels.QUICK, "reset", 1_005));
      replay.run(arrive(TwoChannels.QUICK, "confirmed", 1_015));
      assertThat(news(replay)).containsExactly(TwoChannels.PROVISIONAL + " OPEN");

      replay.run(List.of(clock(1_002 + 360), new WallClock<>(2_000)));
      assertThat(news(replay)).isEmpty();
      replay.run(arrive(TwoChannels.SLOW, "revoked", 1_002));
      assertThat(news(replay)).containsExactly(TwoChannels.PROVISIONAL + " WITHDRAWN");

      replay.end();
      assertThat(news(replay)).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void settlesAllAtTheEndOfTheInput(Variation variation) throws Exception {
    try (var replay = replay(variation)) {
      replay.run(arrive(TwoChannels.QUICK, "login", 1_000));
      replay.run(arrive(TwoChannels.QUICK, "reset", 1_005));
      news(replay);

      replay.end();
      assertThat(news(replay))
          .containsExactly(TwoChannels.SETTLED + " OPEN", TwoChannels.UNCONFIRMED + " OPEN");
    }
  }
}
