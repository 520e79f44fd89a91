package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Faults that are as if the pattern had been another one. */
final class AlteredPatterns {

  private AlteredPatterns() {}

  /** A detector that sees another form of the pattern. */
  static Detectors of(UnaryOperator<CompiledPattern> other) {
    return (patterns, clock, setting) ->
        Detectors.REAL.create(
            new PatternSet(patterns.rules(), patterns.patterns().stream().map(other).toList()),
            clock,
            setting);
  }

  static Detectors ofShape(UnaryOperator<Shape> other) {
    return of(pattern -> with(pattern, other.apply(pattern.shape()), pattern.maxDelay()));
  }

  static Detectors ofSequence(UnaryOperator<Shape.Sequence> other) {
    return ofShape(
        shape -> shape instanceof Shape.Sequence sequence ? other.apply(sequence) : shape);
  }

  static Detectors ofStep(UnaryOperator<Step> other) {
    return ofSequence(
        sequence -> withSteps(sequence, sequence.steps().stream().map(other).toList()));
  }

  /** A detector that expires and settles as if no source had a delay. */
  static Detectors withoutDelay() {
    return of(pattern -> with(pattern, pattern.shape(), 0));
  }

  /** A detector that settles as if no rule's source had a delay. */
  static Detectors withoutDelayOfRules() {
    return (patterns, clock, setting) -> {
      List<CompiledRule> rules =
          patterns.rules().stream()
              .map(
                  rule ->
                      new CompiledRule(
                          rule.index(), rule.name(), rule.sources(), 0, rule.condition()))
              .toList();
      return Detectors.REAL.create(new PatternSet(rules, patterns.patterns()), clock, setting);
    };
  }

  static Shape.Sequence withTimespan(Shape.Sequence sequence, long timespan) {
    return new Shape.Sequence(
        timespan, sequence.steps(), sequence.distinct(), sequence.until(), sequence.settled());
  }

  static Shape.Sequence withSteps(Shape.Sequence sequence, List<Step> steps) {
    return new Shape.Sequence(
        sequence.timespan(), steps, sequence.distinct(), sequence.until(), sequence.settled());
  }

  static Shape.Sequence withUntil(Shape.Sequence sequence, List<Integer> until) {
    return new Shape.Sequence(
        sequence.timespan(), sequence.steps(), sequence.distinct(), until, sequence.settled());
  }

  static Shape.Sequence withSettled(Shape.Sequence sequence, boolean settled) {
    return new Shape.Sequence(
        sequence.timespan(), sequence.steps(), sequence.distinct(), sequence.until(), settled);
  }

  /** Without the absences between mandatory steps. */
  static Shape.Sequence withoutAbsence(Shape.Sequence sequence) {
    int first = firstMandatory(sequence);
    int last = lastMandatory(sequence);
    return without(sequence, place -> isNot(sequence, place) && first < place && place < last);
  }

  static Shape.Sequence withoutLeadingAbsence(Shape.Sequence sequence) {
    int first = firstMandatory(sequence);
    return without(sequence, place -> isNot(sequence, place) && place < first);
  }

  static Shape.Sequence withoutTrailingAbsence(Shape.Sequence sequence) {
    int last = lastMandatory(sequence);
    return without(sequence, place -> isNot(sequence, place) && place > last);
  }

  /** Without the optional steps after the last mandatory one. */
  static Shape.Sequence withoutTrailing(Shape.Sequence sequence) {
    int last = lastMandatory(sequence);
    return without(sequence, place -> !isNot(sequence, place) && place > last);
  }

  private static Shape.Sequence without(Shape.Sequence sequence, IntPredicate gone) {
    return withSteps(
        sequence,
        IntStream.range(0, sequence.steps().size())
            .filter(gone.negate())
            .mapToObj(sequence.steps()::get)
            .toList());
  }

  private static boolean isNot(Shape.Sequence sequence, int place) {
    return sequence.steps().get(place).kind() == Step.Kind.NOT;
  }

  private static int firstMandatory(Shape.Sequence sequence) {
    return IntStream.range(0, sequence.steps().size())
        .filter(place -> sequence.steps().get(place).kind() == Step.Kind.MANDATORY)
        .min()
        .orElseThrow();
  }

  private static int lastMandatory(Shape.Sequence sequence) {
    return IntStream.range(0, sequence.steps().size())
        .filter(place -> sequence.steps().get(place).kind() == Step.Kind.MANDATORY)
        .max()
        .orElseThrow();
  }

  static Step withKind(Step step, Step.Kind kind) {
    return new Step(
        step.name(),
        step.rules(),
        kind,
        step.risk(),
        step.least(),
        step.most(),
        step.within(),
        step.span(),
        step.where(),
        step.group());
  }

  static Step withTimes(Step step, int least, @Nullable Integer most) {
    return new Step(
        step.name(),
        step.rules(),
        step.kind(),
        step.risk(),
        least,
        most,
        step.within(),
        step.span(),
        step.where(),
        step.group());
  }

  static Step withBounds(Step step, @Nullable Long within, @Nullable Long span) {
    return new Step(
        step.name(),
        step.rules(),
        step.kind(),
        step.risk(),
        step.least(),
        step.most(),
        within,
        span,
        step.where(),
        step.group());
  }

  static Step withRules(Step step, List<Integer> rules) {
    return new Step(
        step.name(),
        rules,
        step.kind(),
        step.risk(),
        step.least(),
        step.most(),
        step.within(),
        step.span(),
        step.where(),
        step.group());
  }

  static Step withoutRisk(Step step) {
    return new Step(
        step.name(),
        step.rules(),
        step.kind(),
        0,
        step.least(),
        step.most(),
        step.within(),
        step.span(),
        step.where(),
        step.group());
  }

  static @Nullable Long less(@Nullable Long bound) {
    return bound == null ? null : Long.valueOf(bound - 1);
  }

  private static CompiledPattern with(CompiledPattern pattern, Shape shape, long maxDelay) {
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
        shape,
        maxDelay);
  }
}
