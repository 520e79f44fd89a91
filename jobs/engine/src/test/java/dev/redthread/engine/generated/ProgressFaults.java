package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Patterns with something forgotten, as an engine with that fault would see them. */
final class ProgressFaults {
  private ProgressFaults() {}

  static CompiledPattern withoutWithin(CompiledPattern pattern) {
    return steps(
        pattern, step -> step.kind() == Step.Kind.NOT ? step : altered(step, step.least(), null));
  }

  static CompiledPattern shorter(CompiledPattern pattern) {
    return steps(pattern, step -> altered(step, Math.max(1, step.least() - 1), step.within()));
  }

  static CompiledPattern inOrder(CompiledPattern pattern) {
    return steps(pattern, step -> step.in(null));
  }

  static CompiledPattern withoutAbsences(CompiledPattern pattern) {
    return sequence(
        pattern,
        shape ->
            new Shape.Sequence(
                shape.timespan(),
                shape.steps().stream().filter(step -> step.kind() != Step.Kind.NOT).toList(),
                shape.distinct(),
                shape.until(),
                shape.settled()));
  }

  static CompiledPattern withoutUntil(CompiledPattern pattern) {
    return sequence(
        pattern,
        shape ->
            new Shape.Sequence(
                shape.timespan(), shape.steps(), shape.distinct(), List.of(), shape.settled()));
  }

  static CompiledPattern longer(CompiledPattern pattern) {
    return sequence(
        pattern,
        shape ->
            new Shape.Sequence(
                shape.timespan() + 1,
                shape.steps(),
                shape.distinct(),
                shape.until(),
                shape.settled()));
  }

  static CompiledPattern atOnce(CompiledPattern pattern) {
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
        pattern.shape(),
        0);
  }

  private static CompiledPattern steps(CompiledPattern pattern, UnaryOperator<Step> step) {
    return sequence(
        pattern,
        shape ->
            new Shape.Sequence(
                shape.timespan(),
                shape.steps().stream().map(step).toList(),
                shape.distinct(),
                shape.until(),
                shape.settled()));
  }

  private static Step altered(Step step, int least, @Nullable Long within) {
    return new Step(
        step.name(),
        step.rules(),
        step.kind(),
        step.risk(),
        least,
        step.most(),
        within,
        step.span(),
        step.where(),
        step.group());
  }

  private static CompiledPattern sequence(
      CompiledPattern pattern, UnaryOperator<Shape.Sequence> change) {
    return pattern.shape() instanceof Shape.Sequence shape
        ? new CompiledPattern(
            pattern.id(),
            pattern.title(),
            pattern.level(),
            pattern.tags(),
            pattern.risk(),
            pattern.shadow(),
            pattern.runbook(),
            pattern.rules(),
            pattern.groupBy(),
            change.apply(shape),
            pattern.maxDelay())
        : pattern;
  }
}
