package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A flood on one key, far over its budget, changes nothing on any other key: the same findings, the
 * same bytes of state, the same timers, after every event.
 */
class ElsewhereGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.elsewhere.cases", 200);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int BUDGET = 12;
  private static final int FLOOD = 8;
  private static final String FLOODED = "mallory";
  private static final Detectors REAL =
      (patterns, clock, setting) ->
          new DetectorFactory(Detectors.options(setting).withBudget(BUDGET))
              .create(patterns, clock);

  @Test
  void changesNothingOnAnyOtherKey() {
    int overflowed = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      GeneratedCase generated = Cases.of(seed);
      if (!(generated.pattern().shape() instanceof Shape.Single)) {
        Run alone = new Run(generated, seed, REAL, false);
        Run beside = new Run(generated, seed, REAL, true);
        assertThat(beside.seen).as("%s", generated).isEqualTo(alone.seen);
        overflowed += beside.isOverflowed() ? 1 : 0;
      }
    }
    assertThat(overflowed).as("floods over the budget").isGreaterThan(CASES / 4);
  }

  @Test
  void wouldNoticeThatKeysShareATimeline() {
    Detectors faulty = AlteredEvents.of(AlteredEvents::withOneTimeline);
    boolean noticed = false;
    for (long seed = 1; seed <= 100 && !noticed; seed++) {
      GeneratedCase generated = Cases.of(seed);
      noticed =
          !new Run(generated, seed, faulty, true)
              .seen.equals(new Run(generated, seed, faulty, false).seen);
    }
    assertThat(noticed).isTrue();
  }

  /** A case through one detector, with or without a flood between its arrivals. */
  private static final class Run {
    private final GeneratedCase generated;
    private final Dice dice;
    private final Detector detector;
    private final Map<List<String>, HeapTimelineState> states = new HashMap<>();
    private final List<List<Object>> seen = new ArrayList<>();
    private int number;

    Run(GeneratedCase generated, long seed, Detectors detectors, boolean flooded) {
      this.generated = generated;
      dice = new Dice(seed, "flood");
      WallClock wallClock = new WallClock(5_000);
      Setting setting = Setting.of(new Dice(seed, "setting"));
      detector = detectors.create(generated.patterns(), wallClock, setting);
      for (Arrival arrival : generated.arrivals()) {
        for (int i = 0; flooded && i < FLOOD; i++) {
          send(flooding(arrival.candidate()), arrival.watermark(), new ArrayList<>());
        }
        wallClock.move(1);
        List<Finding> findings = new ArrayList<>();
        Candidate candidate = arrival.candidate();
        long timer = send(candidate, arrival.watermark(), findings);
        seen.add(List.of(findings, state(candidate.group()).written(), timer));
      }
    }

    private long send(Candidate candidate, long clock, List<Finding> findings) {
      return detector.onCandidate(candidate, state(candidate.group()), clock, findings::add);
    }

    private HeapTimelineState state(List<String> group) {
      return states.computeIfAbsent(group, any -> new HeapTimelineState(new Dice(1)));
    }

    boolean isOverflowed() {
      HeapTimelineState flooded = states.get(List.of(FLOODED));
      return flooded != null && flooded.evicted().get() != null;
    }

    /** An event of the flooded key with the rules of some event of the case. */
    private Candidate flooding(Candidate beside) {
      long roles = dice.pick(generated.arrivals()).candidate().roles();
      long time = beside.event().eventTime() + Cases.UNIT * dice.between(-3, 3) + number;
      Event event = GeneratedEvents.event(beside.event().source(), "f" + number++, time, roles);
      return new Candidate(
          generated.pattern().id(), List.of(FLOODED), event, roles, false, time, new byte[0]);
    }
  }
}
