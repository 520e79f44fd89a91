package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Faults in groups of steps in any order. */
final class AlteredGroups {

  private AlteredGroups() {}

  static Map<String, Detectors> faults() {
    return Map.of(
        "steps of a group count in the order of the file",
        AlteredPatterns.ofStep(step -> step.in(null)),
        "the step after a group may come before its end",
        AlteredPatterns.ofSequence(sequence -> widened(sequence, 1)),
        "the step before a group may come after its beginning",
        AlteredPatterns.ofSequence(sequence -> widened(sequence, -1)),
        "only the last step of a group completes it",
        AlteredFindings.keeping(AlteredGroups::endsInOrder),
        "within after a group counts from its first event",
        AlteredFindings.keeping(AlteredGroups::isNearItsBeginning),
        "a negated event inside a group counts",
        AlteredFindings.keeping(AlteredGroups::isFreeInside),
        "a repetition in a group leaves nothing to others",
        AlteredFindings.keeping(AlteredGroups::leavesNothing),
        "an optional step is attached inside its group only",
        AlteredFindings.keeping(AlteredGroups::attachesInside));
  }

  /** With a step beside each group in it. */
  private static Shape.Sequence widened(Shape.Sequence sequence, int side) {
    List<Step> steps = new ArrayList<>(sequence.steps());
    for (int i = 0; i < steps.size(); i++) {
      int beside = i - side;
      if (beside >= 0
          && beside < steps.size()
          && steps.get(i).kind() == Step.Kind.MANDATORY
          && steps.get(i).group() == null
          && sequence.steps().get(beside).group() != null) {
        steps.set(i, steps.get(i).in(sequence.steps().get(beside).group()));
      }
    }
    return AlteredPatterns.withSteps(sequence, steps);
  }

  private static boolean endsInOrder(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    List<Step> steps = mandatory(pattern).toList();
    if (steps.isEmpty() || steps.get(steps.size() - 1).group() == null) {
      return true;
    }
    long end = times(finding, steps.get(steps.size() - 1)).max().orElse(0);
    return steps.stream().flatMapToLong(step -> times(finding, step)).max().orElse(0) <= end;
  }

  private static boolean isNearItsBeginning(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    List<Step> steps = mandatory(pattern).toList();
    for (int i = 1; i < steps.size(); i++) {
      Step step = steps.get(i);
      Step before = steps.get(i - 1);
      Long within = step.within();
      if (within != null && before.group() != null && !step.isInGroupOf(before)) {
        long begins =
            steps.stream()
                .filter(before::isInGroupOf)
                .flatMapToLong(each -> times(finding, each))
                .min()
                .orElse(0);
        if (times(finding, step).min().orElse(0) - begins > within) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isFreeInside(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    List<Integer> negated =
        steps(pattern)
            .filter(step -> step.kind() == Step.Kind.NOT)
            .flatMap(step -> step.rules().stream())
            .toList();
    return mandatory(pattern)
        .filter(step -> step.group() != null)
        .allMatch(
            step -> {
              long first = group(pattern, finding, step).min().orElse(0);
              long last = group(pattern, finding, step).max().orElse(0);
              return seen.stream()
                  .filter(event -> AlteredFindings.matches(event, negated))
                  .mapToLong(event -> event.event().eventTime())
                  .noneMatch(time -> first < time && time < last);
            });
  }

  private static boolean leavesNothing(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    return mandatory(pattern)
        .filter(step -> step.group() != null && step.least() > 1)
        .allMatch(
            step -> {
              long first = times(finding, step).min().orElse(0);
              long last = times(finding, step).max().orElse(0);
              return seen.stream()
                  .filter(event -> AlteredFindings.matches(event, step.rules()))
                  .filter(event -> first < event.event().eventTime())
                  .filter(event -> event.event().eventTime() < last)
                  .allMatch(event -> fills(finding, step, event.event()));
            });
  }

  private static boolean fills(Finding finding, Step step, Event event) {
    return finding.chain().stream()
        .anyMatch(link -> link.step().equals(step.name()) && link.event().id().equals(event.id()));
  }

  private static boolean attachesInside(
      CompiledPattern pattern, Finding finding, List<Candidate> seen) {
    return steps(pattern)
        .filter(step -> step.group() != null && step.kind() == Step.Kind.OPTIONAL)
        .allMatch(
            step -> {
              long first = group(pattern, finding, step).min().orElse(Long.MIN_VALUE);
              long last = group(pattern, finding, step).max().orElse(Long.MAX_VALUE);
              return times(finding, step).allMatch(time -> first <= time && time <= last);
            });
  }

  /** The times of the mandatory events of the group of a step. */
  private static LongStream group(CompiledPattern pattern, Finding finding, Step step) {
    return mandatory(pattern).filter(step::isInGroupOf).flatMapToLong(each -> times(finding, each));
  }

  private static LongStream times(Finding finding, Step step) {
    return finding.chain().stream()
        .filter(link -> link.step().equals(step.name()))
        .mapToLong(link -> link.event().eventTime());
  }

  private static Stream<Step> mandatory(CompiledPattern pattern) {
    return steps(pattern).filter(step -> step.kind() == Step.Kind.MANDATORY);
  }

  private static Stream<Step> steps(CompiledPattern pattern) {
    return pattern.shape() instanceof Shape.Sequence sequence
        ? sequence.steps().stream()
        : Stream.of();
  }
}
