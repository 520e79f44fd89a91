package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The farthest step that is reached: the first k mandatory steps are reached when they would be
 * found as a sequence of their own, began after the last completing event of the whole, and an
 * event that goes on may still be received.
 */
public final class FarthestStep {
  private final RefPattern pattern;
  private final RefShape.Sequence sequence;

  public FarthestStep(RefPattern pattern, RefShape.Sequence sequence) {
    this.pattern = pattern;
    this.sequence = sequence;
  }

  /**
   * By what is known at a time.
   *
   * @param completed when the whole was last completed
   */
  public Optional<RefProgress> at(Collection<RefEvent> events, long completed, long clock) {
    List<RefEvent> timeline = Reference.once(events);
    for (int steps = mandatory().size() - 1; steps >= 2; steps--) {
      int reached = steps;
      Optional<RefProgress> latest =
          new SequenceReference(pattern, first(steps), timeline)
              .completions().stream()
                  .sorted(Comparator.comparing(RefCompletion::event, RefEvent.ORDER.reversed()))
                  .filter(completion -> first(completion) > completed)
                  .map(completion -> progress(reached, completion, timeline))
                  .filter(progress -> progress.expires() >= clock && clock != Long.MAX_VALUE)
                  .findFirst();
      if (latest.isPresent()) {
        return latest;
      }
    }
    return Optional.empty();
  }

  private List<RefStep> mandatory() {
    return sequence.steps().stream().filter(step -> step.is(RefStep.Kind.MANDATORY)).toList();
  }

  /** The first so many mandatory steps and the absences before and between them. */
  private RefShape.Sequence first(int steps) {
    List<RefStep> kept = new ArrayList<>();
    int mandatory = 0;
    for (RefStep step : sequence.steps()) {
      if (mandatory < steps && !step.is(RefStep.Kind.OPTIONAL)) {
        kept.add(step);
      }
      mandatory += step.is(RefStep.Kind.MANDATORY) ? 1 : 0;
    }
    return new RefShape.Sequence(
        sequence.timespan(), kept, sequence.distinct(), sequence.until(), false);
  }

  private static long first(RefCompletion completion) {
    return completion.ties().stream().mapToLong(RefEvent::time).min().orElseThrow();
  }

  private RefProgress progress(int steps, RefCompletion completion, List<RefEvent> timeline) {
    List<RefLink> chain = completion.chain().stream().filter(RefLink::binding).toList();
    long first = first(completion);
    long anchor = completion.event().time();
    RefStep next = mandatory().get(steps);
    long bound = first + sequence.timespan();
    for (RefEvent event : timeline) {
      boolean ends = event.matches(sequence.until()) && event.time() > first;
      boolean closes =
          next.least() == 1 && event.matches(negatedBefore(steps)) && event.time() > anchor;
      if (ends || closes) {
        bound = Math.min(bound, event.time());
      }
    }
    Long within = next.within();
    if (next.least() == 1 && within != null) {
      bound = Math.min(bound, anchor + within);
    }
    return new RefProgress(
        steps,
        chain,
        bound + pattern.rules().stream().mapToLong(RefRule::maxDelay).max().orElse(0));
  }

  /** The rules of the absences in the gap after so many mandatory steps. */
  private Set<Integer> negatedBefore(int steps) {
    Set<Integer> rules = new HashSet<>();
    int mandatory = 0;
    for (RefStep step : sequence.steps()) {
      mandatory += step.is(RefStep.Kind.MANDATORY) ? 1 : 0;
      if (step.is(RefStep.Kind.NOT) && mandatory == steps) {
        rules.addAll(step.rules());
      }
    }
    return rules;
  }
}
