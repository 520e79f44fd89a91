package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Progress;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.engine.reference.FarthestStep;
import dev.redthread.engine.reference.RefCompletion;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.RefProgress;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.engine.reference.Reference;
import dev.redthread.pattern.compiled.CompiledPattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The farthest step is what the reference says, whatever the pattern, the events and their way. */
class ProgressGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  @Test
  void reachesWhatTheReferenceReaches() {
    int half = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      GeneratedCase generated = Cases.of(seed);
      Setting setting = Setting.of(new Dice(seed));
      try {
        half += new Run(generated, setting, generated.pattern()).halfFinished();
      } catch (AssertionError | RuntimeException failure) {
        Shrinking.fail(
            generated, setting.toString(), smaller -> failure(smaller, setting, smaller.pattern()));
      }
    }
    assertThat(half).as("arrivals after which something is half-finished").isPositive();
  }

  /** What a fault changes must be seen, or the test above says nothing. */
  @Test
  void tellsAnEngineThatForgetsAConstraint() {
    Map<String, UnaryOperator<CompiledPattern>> faults =
        Map.of(
            "bounds of steps are ignored", ProgressFaults::withoutWithin,
            "absences are ignored", ProgressFaults::withoutAbsences,
            "until is ignored", ProgressFaults::withoutUntil,
            "the timespan is longer", ProgressFaults::longer,
            "repetitions are shorter", ProgressFaults::shorter,
            "the delay is forgotten", ProgressFaults::atOnce,
            "steps of a group are reached in the order of the file", ProgressFaults::inOrder);
    faults.forEach(
        (name, fault) -> {
          boolean seen = false;
          for (long seed = FIRST_SEED; !seen && seed < FIRST_SEED + CASES; seed++) {
            GeneratedCase generated = Cases.of(seed);
            Setting setting = Setting.of(new Dice(seed));
            seen = failure(generated, setting, fault.apply(generated.pattern())) != null;
          }
          assertThat(seen).as(name).isTrue();
        });
  }

  private static @Nullable Throwable failure(
      GeneratedCase generated, Setting setting, CompiledPattern pattern) {
    try {
      new Run(generated, setting, pattern).halfFinished();
      return null;
    } catch (AssertionError | RuntimeException failure) {
      return failure;
    }
  }

  /** One case, as a detector for a pattern and the reference for the case's own see it. */
  private static final class Run {
    private final GeneratedCase generated;
    private final Detector detector;
    private final Map<List<String>, HeapTimelineState> states = new HashMap<>();
    private final Map<List<String>, Long> wakeUps = new HashMap<>();
    private final Map<List<String>, Set<RefEvent>> timelines = new HashMap<>();
    private final Map<Set<RefEvent>, Long> completions = new HashMap<>();

    Run(GeneratedCase generated, Setting setting, CompiledPattern pattern) {
      this.generated = generated;
      DetectorOptions options =
          DetectorOptions.DEFAULT
              .withCache(setting.cachedKeys(), setting.cachedEvents())
              .withCepKernel(setting.kernel())
              .withProgress(true);
      detector =
          new DetectorFactory(options)
              .create(generated.with(pattern).patterns(), new WallClock(5_000));
    }

    /** Compares after each arrival and whenever the clock moves. */
    int halfFinished() {
      String id = generated.pattern().id();
      if (!detector.tracksProgress(id)) {
        return 0;
      }
      int half = 0;
      long clock = Long.MIN_VALUE;
      for (Arrival arrival : generated.arrivals()) {
        clock = arrival.watermark();
        half += compare(clock);
        arrive(arrival);
        half += compare(clock);
      }
      for (int i = 0; i < 60; i++) {
        clock++;
        half += compare(clock);
      }
      compare(Long.MAX_VALUE);
      return half;
    }

    private void arrive(Arrival arrival) {
      Candidate candidate = arrival.candidate();
      List<String> group = candidate.group();
      HeapTimelineState state =
          states.computeIfAbsent(group, any -> new HeapTimelineState(new Dice(1)));
      long next = detector.onCandidate(candidate, state, arrival.watermark(), finding -> {});
      wakeUps.merge(group, next, Math::min);
      RefEvent event = AsReference.event(candidate);
      Set<RefEvent> timeline = timelines.computeIfAbsent(group, any -> new LinkedHashSet<>());
      if (candidate.retracted()) {
        timeline.removeIf(
            other -> other.source().equals(event.source()) && other.id().equals(event.id()));
      } else {
        timeline.add(event);
      }
    }

    private int compare(long clock) {
      int half = 0;
      String id = generated.pattern().id();
      for (Map.Entry<List<String>, HeapTimelineState> entry : states.entrySet()) {
        List<String> group = entry.getKey();
        if (wakeUps.getOrDefault(group, Long.MAX_VALUE) <= clock) {
          long next = detector.onClock(id, group, entry.getValue(), clock, finding -> {});
          wakeUps.put(group, next);
        }
        Progress progress = detector.standing(id, group, entry.getValue(), clock).progress();
        RefProgress expected = expected(group, clock);
        assertThat(progress == null ? "none" : text(progress))
            .as("at %s", clock)
            .isEqualTo(expected == null ? "none" : text(expected));
        half += progress == null ? 0 : 1;
      }
      return half;
    }

    private @Nullable RefProgress expected(List<String> group, long clock) {
      RefPattern pattern = AsReference.pattern(generated, group);
      Collection<RefEvent> events = timelines.getOrDefault(group, Set.of());
      long completed =
          completions.computeIfAbsent(
              Set.copyOf(events),
              any ->
                  new Reference(pattern)
                      .completions(events).stream()
                          .map(RefCompletion::event)
                          .mapToLong(RefEvent::time)
                          .max()
                          .orElse(Long.MIN_VALUE));
      return new FarthestStep(pattern, (RefShape.Sequence) pattern.shape())
          .at(events, completed, clock)
          .orElse(null);
    }

    private static String text(Progress progress) {
      StringBuilder text = new StringBuilder("step " + progress.step());
      progress
          .chain()
          .forEach(
              link -> text.append(' ').append(link.step()).append('=').append(link.event().id()));
      return text.append(" until ").append(progress.expires()).toString();
    }

    private static String text(RefProgress progress) {
      StringBuilder text = new StringBuilder("step " + progress.step());
      progress
          .chain()
          .forEach(
              link -> text.append(' ').append(link.step()).append('=').append(link.event().id()));
      return text.append(" until ").append(progress.expires()).toString();
    }
  }
}
