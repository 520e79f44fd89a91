package dev.redthread.cli.testing;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the links of a pattern's chains are called: steps, else rules. */
record StepNames(Set<String> names) {

  static StepNames of(CompiledPattern pattern, PatternSet set) {
    Set<String> names = new TreeSet<>();
    if (pattern.shape() instanceof Shape.Sequence sequence) {
      sequence.steps().stream()
          .filter(step -> step.kind() != Step.Kind.NOT && !step.name().isEmpty())
          .forEach(step -> names.add(step.name()));
      Optional<CompiledPattern> before = set.goesOnFrom(pattern);
      before.ifPresent(part -> names.addAll(of(part, set).names));
    } else if (pattern.shape() instanceof Shape.Java java) {
      names.addAll(java.steps());
    } else if (pattern.shape() instanceof Shape.Temporal temporal) {
      temporal.rules().forEach(rule -> names.add(rule.name()));
    } else {
      pattern.rules().stream()
          .map(index -> set.rules().get(index))
          .map(CompiledRule::name)
          .forEach(names::add);
    }
    return new StepNames(names);
  }
}
