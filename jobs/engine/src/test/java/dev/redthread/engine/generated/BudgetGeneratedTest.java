package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.Reference;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keys over their budget: everything they raise is a completion among all events that came, none of
 * that is withdrawn because of what went, and no key keeps more than it may.
 *
 * <p>Of patterns for which further events take nothing back; of the others less can be said.
 */
class BudgetGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  private int overflowed;
  private int raised;

  @Test
  void raisesOnlyWhatIsThereAndWithdrawsNothingForWantOfRoom() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      GeneratedCase generated = Cases.of(seed);
      boolean retracts =
          generated.arrivals().stream().anyMatch(arrival -> arrival.candidate().retracted());
      if (!retracts && grows(generated.pattern().shape()) && hasOneContentForEachId(generated)) {
        run(generated, new Dice(seed, "budget"));
      }
    }
    assertThat(overflowed).as("keys over their budget").isGreaterThan(CASES / 20);
    assertThat(raised).as("findings").isGreaterThan(CASES / 20);
  }

  private static boolean grows(Shape shape) {
    if (shape instanceof Shape.Sequence sequence) {
      return sequence.until().isEmpty()
          && sequence.steps().stream().noneMatch(step -> step.kind() == Step.Kind.NOT)
          // Another event moves on what a repetition begins with, which may be too far then.
          && sequence.steps().stream().allMatch(step -> step.least() == 1);
    }
    return shape instanceof Shape.Window window && window.isThreshold();
  }

  private static boolean hasOneContentForEachId(GeneratedCase generated) {
    Map<String, String> contents = new HashMap<>();
    return generated.arrivals().stream()
        .map(Arrival::candidate)
        .allMatch(
            candidate -> {
              RefEvent event = AsReference.event(candidate);
              String id = candidate.group() + event.source() + '/' + event.id();
              String content = event.time() + event.content();
              return content.equals(contents.computeIfAbsent(id, any -> content));
            });
  }

  private void run(GeneratedCase generated, Dice dice) {
    int budget = dice.between(1, 5);
    Setting setting = Setting.of(dice);
    Detectors detectors =
        (patterns, clock, any) ->
            new DetectorFactory(Detectors.options(any).withBudget(budget)).create(patterns, clock);
    WallClock wallClock = new WallClock(5_000);
    Detector detector = detectors.create(generated.patterns(), wallClock, setting);
    Map<List<String>, HeapTimelineState> states = new HashMap<>();
    Map<List<String>, Set<RefEvent>> came = new HashMap<>();
    for (Arrival arrival : generated.arrivals()) {
      Candidate candidate = arrival.candidate();
      if (dice.percent(setting.restartPercent())) {
        detector = detectors.create(generated.patterns(), wallClock, setting);
      }
      wallClock.move(1);
      HeapTimelineState state =
          states.computeIfAbsent(
              candidate.group(), any -> new HeapTimelineState(new Dice(dice.seed())));
      Set<RefEvent> all = came.computeIfAbsent(candidate.group(), any -> new LinkedHashSet<>());
      all.add(AsReference.event(candidate));
      List<Finding> changed = new ArrayList<>();
      // The clock stands still, so that nothing goes but for want of room.
      detector.onCandidate(candidate, state, Cases.BEGIN, changed::add);
      check(generated, candidate.group(), all, changed);
      int kept = 0;
      for (var entry : state.events().entries()) {
        kept += entry.getValue().roles() == 0 ? 0 : 1;
      }
      assertThat(kept).as("events kept of %s", generated).isLessThanOrEqualTo(budget);
      overflowed += state.evicted().get() == null ? 0 : 1;
    }
  }

  private void check(
      GeneratedCase generated, List<String> group, Set<RefEvent> came, List<Finding> changed) {
    if (changed.isEmpty()) {
      return;
    }
    Reference reference = new Reference(AsReference.pattern(generated, group));
    Set<String> ids =
        reference.completions(came).stream()
            .map(completion -> reference.findings(List.of(completion), Long.MAX_VALUE).get(0).id())
            .collect(Collectors.toSet());
    for (Finding finding : changed) {
      boolean open = finding.status() == Finding.Status.OPEN;
      raised += open ? 1 : 0;
      assertThat(open ? List.of(finding.id()) : List.of())
          .as("%s is open of %s", finding, generated)
          .isSubsetOf(ids);
      assertThat(finding.status() == Finding.Status.WITHDRAWN && ids.contains(finding.id()))
          .as("%s is withdrawn of %s", finding, generated)
          .isFalse();
    }
  }
}
