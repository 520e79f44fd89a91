package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.RefRule;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.engine.reference.RefStep;
import dev.redthread.event.ContentHash;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The engine's patterns and candidates in the reference's own types. */
public final class AsReference {

  private AsReference() {}

  /** The pattern as it is asked of one group; of no group for {@link Shape.Single}. */
  public static RefPattern pattern(GeneratedCase generated, List<String> group) {
    CompiledPattern pattern = generated.pattern();
    List<RefRule> rules =
        pattern.rules().stream()
            .map(index -> generated.patterns().rules().get(index))
            .map(AsReference::rule)
            .toList();
    boolean single = pattern.shape() instanceof Shape.Single;
    return new RefPattern(
        pattern.id(), single ? List.of() : group, pattern.risk(), rules, shape(pattern.shape()));
  }

  private static RefRule rule(CompiledRule rule) {
    return new RefRule(rule.name(), rule.maxDelay());
  }

  static RefShape shape(Shape shape) {
    if (shape instanceof Shape.Sequence sequence) {
      return new RefShape.Sequence(
          sequence.timespan(),
          sequence.steps().stream().map(AsReference::step).toList(),
          sequence.distinct(),
          Set.copyOf(sequence.until()),
          sequence.settled());
    }
    return Windows.toReference(shape);
  }

  private static RefStep step(Step step) {
    RefStep.Kind kind =
        switch (step.kind()) {
          case MANDATORY -> RefStep.Kind.MANDATORY;
          case OPTIONAL -> RefStep.Kind.OPTIONAL;
          case NOT -> RefStep.Kind.NOT;
        };
    return new RefStep(
        step.name(),
        Set.copyOf(step.rules()),
        kind,
        step.risk(),
        step.least(),
        step.most(),
        step.within(),
        step.span(),
        step.where().stream().map(Comparisons::toReference).toList(),
        step.group());
  }

  public static RefEvent event(Candidate candidate) {
    Set<Integer> rules = new HashSet<>();
    for (int rule = 0; rule < Candidate.MOST_RULES; rule++) {
      if ((candidate.roles() >> rule & 1) == 1) {
        rules.add(rule);
      }
    }
    return new RefEvent(
        candidate.event().eventTime(),
        candidate.event().source(),
        candidate.event().id(),
        rules,
        GeneratedEvents.values(candidate.event()),
        ContentHash.of(candidate.event()).hex());
  }
}
