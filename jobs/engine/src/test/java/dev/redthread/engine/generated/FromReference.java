package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.reference.RefEvent;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.RefRule;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.engine.reference.RefStep;
import dev.redthread.engine.reference.WorkedTimeline;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The reference's patterns and events in the engine's types. */
final class FromReference {

  private FromReference() {}

  /**
   * A worked timeline as a case: its events as they were received; where the page does not ask what
   * is known when, in the order of the page while the clock stands still.
   */
  static GeneratedCase of(WorkedTimeline timeline) {
    RefPattern pattern = timeline.pattern();
    List<CompiledRule> rules = new ArrayList<>();
    for (RefRule rule : pattern.rules()) {
      rules.add(
          new CompiledRule(
              rules.size(),
              rule.name(),
              Optional.empty(),
              rule.maxDelay(),
              new Expr.And(List.of())));
    }
    boolean single = pattern.shape() instanceof RefShape.Single;
    CompiledPattern compiled =
        new CompiledPattern(
            pattern.id(),
            timeline.name(),
            Level.HIGH,
            List.of(),
            pattern.risk(),
            false,
            null,
            IntStream.range(0, rules.size()).boxed().toList(),
            single
                ? List.of()
                : List.of(new GroupKey("person", Collections.nCopies(rules.size(), "person"))),
            shape(pattern.shape(), rules.size()),
            rules.stream().mapToLong(CompiledRule::maxDelay).max().orElseThrow());
    boolean timed = !timeline.known().isEmpty();
    List<Arrival> arrivals =
        timeline.arrived().stream()
            .map(
                arrived ->
                    new Arrival(
                        candidate(pattern, arrived.event(), single),
                        timed ? arrived.received() : 0))
            .sorted(Comparator.comparingLong(Arrival::clock))
            .toList();
    return new GeneratedCase(0, new PatternSet(rules, List.of(compiled)), arrivals);
  }

  private static Candidate candidate(RefPattern pattern, RefEvent event, boolean single) {
    long roles = event.rules().stream().mapToLong(rule -> 1L << rule).sum();
    return new Candidate(
        pattern.id(),
        single ? List.of(event.source(), event.id()) : pattern.group(),
        GeneratedEvents.event(event.source(), event.id(), event.time(), roles, event.values()),
        roles,
        false,
        event.time(),
        new byte[0]);
  }

  static Shape shape(RefShape shape, int rules) {
    if (shape instanceof RefShape.Sequence sequence) {
      return new Shape.Sequence(
          sequence.timespan(),
          sequence.steps().stream().map(step -> step(step, sequence.steps())).toList(),
          sequence.distinct(),
          sequence.until().stream().sorted().toList(),
          sequence.settled());
    }
    return Windows.fromReference(shape, rules);
  }

  private static Step step(RefStep step, List<RefStep> all) {
    Step.Kind kind =
        switch (step.kind()) {
          case MANDATORY -> Step.Kind.MANDATORY;
          case OPTIONAL -> Step.Kind.OPTIONAL;
          case NOT -> Step.Kind.NOT;
        };
    return new Step(
        step.name(),
        step.rules().stream().sorted().toList(),
        kind,
        step.risk(),
        step.least(),
        step.most(),
        step.within(),
        step.span(),
        step.where().stream().map(term -> Comparisons.fromReference(term, all)).toList(),
        step.group());
  }
}
