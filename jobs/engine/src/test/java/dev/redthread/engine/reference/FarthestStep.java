package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The farthest step that is reached: the first k mandatory steps, or those before a group in any
 * order and some of its steps, are reached when they would be found as a sequence of their own,
 * began after the last completing event of the whole, and an event that goes on may still be
 * received.
 */
public final class FarthestStep {
  private final RefPattern pattern;
  private final RefShape.Sequence sequence;

  public FarthestStep(RefPattern pattern, RefShape.Sequence sequence) {
    this.pattern = pattern;
    this.sequence = sequence;
  }

  /** Some mandatory steps as a sequence of their own, and an event that completes it. */
  private record Reached(List<RefStep> steps, RefCompletion completion) {}

  /**
   * By what is known at a time.
   *
   * @param completed when the whole was last completed
   */
  public Optional<RefProgress> at(Collection<RefEvent> events, long completed, long clock) {
    List<RefEvent> timeline = Reference.once(events);
    for (int steps = mandatory().size() - 1; steps >= 2; steps--) {
      List<Reached> reached = new ArrayList<>();
      for (List<RefStep> some : reachable(steps)) {
        new SequenceReference(pattern, only(some), timeline)
            .completions()
            .forEach(completion -> reached.add(new Reached(some, completion)));
      }
      Optional<RefProgress> latest =
          reached.stream()
              .sorted(
                  Comparator.comparing(one -> one.completion.event(), RefEvent.ORDER.reversed()))
              .filter(one -> first(one.completion) > completed)
              .map(one -> progress(one, timeline))
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

  private int element(RefStep step) {
    return sequence.element(sequence.steps().indexOf(step));
  }

  /** So many mandatory steps that may be reached before all others. */
  private List<List<RefStep>> reachable(int count) {
    List<List<RefStep>> reachable = new ArrayList<>();
    int last = element(mandatory().get(count - 1));
    List<RefStep> before = mandatory().stream().filter(step -> element(step) < last).toList();
    List<RefStep> among = mandatory().stream().filter(step -> element(step) == last).toList();
    choose(before, among, 0, count - before.size(), reachable);
    return reachable;
  }

  private static void choose(
      List<RefStep> before, List<RefStep> among, int from, int count, List<List<RefStep>> found) {
    if (count == 0) {
      found.add(before);
    }
    for (int i = from; count > 0 && i < among.size(); i++) {
      List<RefStep> more = new ArrayList<>(before);
      more.add(among.get(i));
      choose(more, among, i + 1, count - 1, found);
    }
  }

  /** Some mandatory steps and the absences before and between them. */
  private RefShape.Sequence only(List<RefStep> some) {
    List<RefStep> kept = new ArrayList<>();
    int last = sequence.steps().indexOf(some.get(some.size() - 1));
    for (RefStep step : sequence.steps().subList(0, last + 1)) {
      if ((step.is(RefStep.Kind.NOT) && isAsked(step, some)) || some.contains(step)) {
        kept.add(step);
      }
    }
    return new RefShape.Sequence(
        sequence.timespan(), kept, sequence.distinct(), sequence.until(), false);
  }

  /** An absence asks nothing before all steps are reached that it compares with. */
  private static boolean isAsked(RefStep absence, List<RefStep> reached) {
    Set<String> known = new HashSet<>(Set.of(absence.name()));
    reached.forEach(step -> known.add(step.name()));
    return absence.where().stream().allMatch(term -> known.containsAll(term.steps()));
  }

  private static long first(RefCompletion completion) {
    return completion.ties().stream().mapToLong(RefEvent::time).min().orElseThrow();
  }

  private RefProgress progress(Reached reached, List<RefEvent> timeline) {
    List<RefLink> chain = reached.completion.chain().stream().filter(RefLink::binding).toList();
    long first = first(reached.completion);
    List<RefStep> next = next(reached.steps);
    boolean begun = element(next.get(0)) == element(last(reached.steps));
    Long anchor = begun ? endBefore(element(next.get(0)), reached) : last(reached.completion);
    long bound = first + sequence.timespan();
    boolean plain = next.stream().allMatch(step -> step.least() == 1);
    List<RefStep> negated = begun ? List.of() : negatedBefore(next.get(0), reached.steps);
    Map<String, RefEvent> known = new HashMap<>();
    chain.forEach(link -> known.put(link.step(), link.event()));
    for (RefEvent event : timeline) {
      boolean ends = event.matches(sequence.until()) && event.time() > first;
      boolean closes =
          plain
              && anchor != null
              && event.time() > anchor
              && negated.stream().anyMatch(absence -> Fill.fits(event, absence, known));
      if (ends || closes) {
        bound = Math.min(bound, event.time());
      }
    }
    for (RefStep step : next) {
      Long within = step.within();
      if (step.least() == 1 && within != null && anchor != null) {
        bound = Math.min(bound, anchor + within);
      }
    }
    return new RefProgress(
        reached.steps.size(),
        chain,
        bound + pattern.rules().stream().mapToLong(RefRule::maxDelay).max().orElse(0));
  }

  private static RefStep last(List<RefStep> steps) {
    return steps.get(steps.size() - 1);
  }

  private static Long last(RefCompletion completion) {
    return completion.event().time();
  }

  /** What is missing of the group that is begun, else the steps of the next element. */
  private List<RefStep> next(List<RefStep> reached) {
    List<RefStep> missing = mandatory().stream().filter(step -> !reached.contains(step)).toList();
    int element = element(missing.get(0));
    return missing.stream().filter(step -> element(step) == element).toList();
  }

  /** When the mandatory element before one was filled, or null. */
  private @Nullable Long endBefore(int element, Reached reached) {
    int before =
        reached.steps.stream()
            .mapToInt(this::element)
            .filter(other -> other < element)
            .max()
            .orElse(-1);
    Set<String> names = new HashSet<>();
    reached.steps.stream()
        .filter(step -> element(step) == before)
        .forEach(step -> names.add(step.name()));
    return reached.completion.chain().stream()
        .filter(link -> link.binding() && names.contains(link.step()))
        .map(link -> link.event().time())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The absences in the gap before a step, as far as what they compare with is reached. */
  private List<RefStep> negatedBefore(RefStep next, List<RefStep> reached) {
    List<RefStep> absences = new ArrayList<>();
    for (RefStep step : sequence.steps().subList(0, sequence.steps().indexOf(next))) {
      if (step.is(RefStep.Kind.MANDATORY)) {
        absences.clear();
      } else if (step.is(RefStep.Kind.NOT) && isAsked(step, reached)) {
        absences.add(step);
      }
    }
    return absences;
  }
}
