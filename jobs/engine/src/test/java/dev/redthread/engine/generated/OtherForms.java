package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Other forms of the pattern of a generated case, which it may have had before it changed. */
public final class OtherForms {
  /** By how much the risk is less of what is said otherwise. */
  public static final int LESS_RISK = 1;

  /** Longer than any bound of a generated pattern. */
  private static final long LONG = 10_000 * Cases.UNIT;

  private final GeneratedCase generated;
  private final CompiledPattern pattern;
  private final Dice dice;

  public OtherForms(GeneratedCase generated, Dice dice) {
    this.generated = generated;
    this.pattern = generated.pattern();
    this.dice = dice;
  }

  /** A case with events that say what the screen needs to find the same rules again. */
  public static GeneratedCase screened(GeneratedCase generated) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Arrival arrival : generated.arrivals()) {
      Candidate candidate = arrival.candidate();
      arrivals.add(
          new Arrival(
              new Candidate(
                  candidate.pattern(),
                  candidate.group(),
                  JobCase.event(arrival, generated),
                  candidate.roles(),
                  candidate.retracted(),
                  candidate.ingestedTime(),
                  candidate.original()),
              arrival.clock()));
    }
    return new GeneratedCase(
        generated.seed(), JobCase.withKinds(generated.patterns(), generated.seed()), arrivals);
  }

  /** One that keeps all events for long. */
  public CompiledPattern keepingAll() {
    if (pattern.shape() instanceof Shape.Sequence sequence && dice.percent(70)) {
      return with(pattern.rules(), longer(sequence));
    }
    return pattern.shape() instanceof Shape.Single
        ? pattern
        : with(pattern.rules(), Shape.Window.ofEvents(LONG, dice.between(1, 3)));
  }

  /**
   * One that keeps the events of some of the rules for long, and knows them by other places.
   *
   * <p>Not of {@link Shape.Single}.
   */
  public CompiledPattern keepingSome() {
    return with(someRules(), Shape.Window.ofEvents(LONG, dice.between(1, 3)));
  }

  /** Anything that can be asked of some of the rules. Not of {@link Shape.Single}. */
  public CompiledPattern any() {
    List<Integer> some = someRules();
    return with(some, new PatternGenerator(pattern.id(), dice, some.size()).related());
  }

  /** The same, but for what findings say of it. */
  public CompiledPattern saidOtherwise() {
    return new CompiledPattern(
        pattern.id(),
        "Called otherwise",
        pattern.level(),
        pattern.tags(),
        pattern.risk() - LESS_RISK,
        pattern.shadow(),
        pattern.runbook(),
        pattern.rules(),
        pattern.groupBy(),
        pattern.shape(),
        pattern.maxDelay());
  }

  private List<Integer> someRules() {
    List<Integer> rules = dice.shuffled(pattern.rules());
    return rules.subList(0, dice.between(1, rules.size()));
  }

  private CompiledPattern with(List<Integer> rules, Shape shape) {
    return new CompiledPattern(
        pattern.id(),
        pattern.title(),
        pattern.level(),
        pattern.tags(),
        pattern.risk(),
        pattern.shadow(),
        pattern.runbook(),
        rules,
        pattern.groupBy().stream()
            .map(
                key ->
                    new GroupKey(
                        key.name(), Collections.nCopies(rules.size(), key.fieldByRule().get(0))))
            .toList(),
        shape,
        rules.stream()
            .mapToLong(rule -> generated.patterns().rules().get(rule).maxDelay())
            .max()
            .orElseThrow());
  }

  /** The sequence without some of its bounds and of its optional steps. */
  private Shape.Sequence longer(Shape.Sequence sequence) {
    List<Step> steps = new ArrayList<>();
    for (Step step : sequence.steps()) {
      boolean left = step.kind() == Step.Kind.OPTIONAL && dice.percent(30);
      if (!left) {
        steps.add(step.kind() == Step.Kind.NOT ? step : unbound(step, dice.percent(30)));
      }
    }
    return new Shape.Sequence(
        LONG, steps, sequence.distinct(), sequence.until(), sequence.settled());
  }

  private static Step unbound(Step step, boolean comparesNothing) {
    return new Step(
        step.name(),
        step.rules(),
        step.kind(),
        step.risk(),
        step.least(),
        step.most(),
        null,
        null,
        comparesNothing ? List.of() : step.where(),
        step.group());
  }
}
