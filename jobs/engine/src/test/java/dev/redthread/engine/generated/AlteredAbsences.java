package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Faults in what absences compare. */
final class AlteredAbsences {

  private AlteredAbsences() {}

  static Map<String, Detectors> faults() {
    return Map.of(
        "what an absence compares is ignored",
        AlteredPatterns.ofStep(step -> isCompared(step) ? step.withWhere(List.of()) : step),
        "an absence that compares forbids nothing",
        AlteredPatterns.ofSequence(AlteredAbsences::withoutCompared),
        "an absence compares with steps before it only",
        AlteredPatterns.ofSequence(AlteredAbsences::withoutLookingAhead));
  }

  private static boolean isCompared(Step step) {
    return step.kind() == Step.Kind.NOT && !step.where().isEmpty();
  }

  private static Shape.Sequence withoutCompared(Shape.Sequence sequence) {
    return AlteredPatterns.withSteps(
        sequence, sequence.steps().stream().filter(step -> !isCompared(step)).toList());
  }

  private static Shape.Sequence withoutLookingAhead(Shape.Sequence sequence) {
    List<Step> steps = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Step step : sequence.steps()) {
      known.add(step.name());
      steps.add(
          step.withWhere(
              step.where().stream()
                  .filter(constraint -> known.containsAll(constraint.steps()))
                  .toList()));
    }
    return AlteredPatterns.withSteps(sequence, steps);
  }
}
