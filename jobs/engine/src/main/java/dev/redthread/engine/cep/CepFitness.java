package dev.redthread.engine.cep;

import dev.redthread.engine.match.SequencePlan;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.Optional;

/** Which patterns Flink CEP decides, and why not the others. */
public final class CepFitness {
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private CepFitness() {}

  public static boolean decidedByCep(CompiledPattern pattern, PatternSet set) {
    return whyNot(pattern, set).isEmpty();
  }

  /** Why a pattern is decided on the timeline alone, for a person; empty when Flink CEP decides. */
  public static Optional<String> whyNot(CompiledPattern pattern, PatternSet set) {
    if (!(pattern.shape() instanceof Shape.Sequence sequence)) {
      return Optional.of("it is not a sequence");
    }
    if (set.goesOnFrom(pattern).isPresent()) {
      return Optional.of("it goes on from chains under another key");
    }
    SequencePlan plan = SequencePlan.of(pattern, sequence, set);
    if (!plan.distinct()) {
      return Optional.of("one event may fill several steps");
    }
    if (plan.mandatory().size() < 2) {
      return Optional.of("it has one mandatory step");
    }
    if (!plan.leading().isEmpty()) {
      return Optional.of("it has a `not` before its first step");
    }
    for (SequencePlan.Mandatory step : plan.mandatory()) {
      if (step.isGrouped()) {
        return Optional.of("steps stand in groups in any order");
      }
      if (!step.joins().isEmpty()) {
        return Optional.of("step " + step.fill().name() + " compares events with `where`");
      }
    }
    if (!plan.compared().isEmpty()) {
      return Optional.of("a `not` compares events with `where`");
    }
    if (plan.timespan() > LONGEST) {
      return Optional.of("its timespan has no end");
    }
    for (int i = 0; i < plan.mandatory().size(); i++) {
      SequencePlan.Fill fill = plan.mandatory().get(i).fill();
      if (!fill.isPlain() && i > 0) {
        return Optional.of("step " + fill.name() + " repeats after a mandatory step");
      }
      if (!fill.isPlain() && fill.span() < plan.timespan()) {
        return Optional.of("step " + fill.name() + " repeats within a span of its own");
      }
    }
    return Optional.empty();
  }
}
