package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Faults in what the steps of patterns compare that are parts or steps of one another. */
final class NothingCompared {

  private NothingCompared() {}

  /** Of sequences whose key changes. */
  static Map<String, UnaryOperator<PatternSet>> ofSegments() {
    Map<String, UnaryOperator<PatternSet>> faults = new LinkedHashMap<>();
    faults.put(
        "compares nothing before the key changes",
        set -> without(set, (pattern, constraint) -> pattern.isSegment()));
    faults.put(
        "compares nothing after the key has changed",
        set -> without(set, (pattern, constraint) -> !pattern.isSegment()));
    faults.put(
        "compares no two events",
        set -> without(set, (pattern, constraint) -> constraint.steps().size() > 1));
    return faults;
  }

  /** Of patterns of patterns. */
  static Map<String, UnaryOperator<PatternSet>> ofPatterns() {
    Map<String, UnaryOperator<PatternSet>> faults = new LinkedHashMap<>();
    faults.put(
        "compares nothing in a pattern that is a step",
        set -> without(set, (pattern, constraint) -> set.isStep(pattern.id())));
    faults.put(
        "compares nothing of the event of a pattern",
        set -> without(set, (pattern, constraint) -> readsPattern(pattern, constraint, set)));
    return faults;
  }

  private interface Asked {
    boolean of(CompiledPattern pattern, Constraint constraint);
  }

  private static boolean readsPattern(
      CompiledPattern pattern, Constraint constraint, PatternSet set) {
    return ((Shape.Sequence) pattern.shape())
        .steps().stream()
            .filter(step -> constraint.steps().contains(step.name()))
            .flatMap(step -> step.rules().stream())
            .anyMatch(place -> set.rules().get(pattern.rules().get(place)).pattern().isPresent());
  }

  private static PatternSet without(PatternSet set, Asked left) {
    return new PatternSet(
        set.rules(),
        set.patterns().stream().map(pattern -> without(pattern, left)).toList(),
        set.silent());
  }

  private static CompiledPattern without(CompiledPattern pattern, Asked left) {
    if (!(pattern.shape() instanceof Shape.Sequence sequence)) {
      return pattern;
    }
    List<Step> steps =
        sequence.steps().stream()
            .map(
                step ->
                    step.withWhere(
                        step.where().stream()
                            .filter(constraint -> !left.of(pattern, constraint))
                            .toList()))
            .toList();
    return new CompiledPattern(
        pattern.id(),
        pattern.title(),
        pattern.level(),
        pattern.tags(),
        pattern.risk(),
        pattern.shadow(),
        pattern.runbook(),
        pattern.rules(),
        pattern.groupBy(),
        new Shape.Sequence(
            sequence.timespan(), steps, sequence.distinct(), sequence.until(), sequence.settled()),
        pattern.maxDelay(),
        pattern.handsOver());
  }
}
