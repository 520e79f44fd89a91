package dev.redthread.engine.explain;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Forms of a sequence that ask less than it does. */
final class Relaxed {
  /** Longer than any timespan that can be written, and far from the end of time. */
  private static final long FOREVER = 100_000L * 86_400_000;

  private final Shape.Sequence sequence;
  private final List<Step> mandatory;

  Relaxed(Shape.Sequence sequence) {
    this.sequence = sequence;
    mandatory =
        sequence.steps().stream().filter(step -> step.kind() == Step.Kind.MANDATORY).toList();
  }

  /** What a condition bounds. */
  enum Kind {
    WITHIN,
    TIMESPAN,
    TIMES,
    SPAN,
    ABSENCE,
    UNTIL,
    WHERE
  }

  /**
   * One condition of a sequence.
   *
   * @param step the step that has it; the last one for what bounds the whole
   */
  record Condition(Kind kind, Step step, Optional<Constraint> constraint) {
    static Condition of(Kind kind, Step step) {
      return new Condition(kind, step, Optional.empty());
    }
  }

  List<Step> mandatory() {
    return mandatory;
  }

  /** Whether an event matches any of some rules. */
  static boolean matches(TimelineEvent event, List<Integer> rules) {
    return rules.stream().anyMatch(rule -> (event.roles() & (1L << rule)) != 0);
  }

  /** The steps up to a mandatory one; all when it is the last. */
  private List<Step> upTo(int count) {
    return count == mandatory.size()
        ? sequence.steps()
        : sequence.steps().subList(0, sequence.steps().indexOf(mandatory.get(count - 1)) + 1);
  }

  /** The first mandatory steps as a sequence, raised on what is known. */
  Shape first(int count) {
    return without(count, List.of());
  }

  /** The conditions of the last of the first mandatory steps, and those of the whole. */
  List<Condition> conditions(int count) {
    Step last = mandatory.get(count - 1);
    List<Condition> conditions = new ArrayList<>();
    if (last.least() > 1) {
      conditions.add(Condition.of(Kind.TIMES, last));
    }
    if (last.span() != null) {
      conditions.add(Condition.of(Kind.SPAN, last));
    }
    if (last.within() != null) {
      conditions.add(Condition.of(Kind.WITHIN, last));
    }
    for (Constraint constraint : last.where()) {
      conditions.add(new Condition(Kind.WHERE, last, Optional.of(constraint)));
    }
    for (Step step : upTo(count)) {
      if (step.kind() == Step.Kind.NOT) {
        conditions.add(Condition.of(Kind.ABSENCE, step));
      }
    }
    if (!sequence.until().isEmpty()) {
      conditions.add(Condition.of(Kind.UNTIL, last));
    }
    conditions.add(Condition.of(Kind.TIMESPAN, last));
    return conditions;
  }

  /** The first mandatory steps, let off some conditions. */
  Shape without(int count, List<Condition> conditions) {
    List<Step> steps = new ArrayList<>();
    boolean everlasting = false;
    boolean until = true;
    for (Step step : upTo(count)) {
      steps.add(step);
    }
    for (Condition condition : conditions) {
      everlasting |= condition.kind() == Kind.TIMESPAN;
      until &= condition.kind() != Kind.UNTIL;
      if (condition.kind() == Kind.ABSENCE) {
        steps.remove(condition.step());
      }
      steps.replaceAll(step -> isSame(step, condition) ? letOff(step, condition) : step);
    }
    return new Shape.Sequence(
        everlasting ? FOREVER : sequence.timespan(),
        steps,
        sequence.distinct(),
        until ? sequence.until() : List.of(),
        false);
  }

  private static boolean isSame(Step step, Condition condition) {
    return step.name().equals(condition.step().name()) && step.kind() == condition.step().kind();
  }

  private static Step letOff(Step step, Condition condition) {
    return new Step(
            step.name(),
            step.rules(),
            step.kind(),
            step.risk(),
            condition.kind() == Kind.TIMES ? 1 : step.least(),
            step.most(),
            condition.kind() == Kind.WITHIN ? null : step.within(),
            condition.kind() == Kind.SPAN ? null : step.span())
        .withWhere(
            step.where().stream()
                .filter(constraint -> !condition.constraint().equals(Optional.of(constraint)))
                .toList())
        .in(step.group());
  }
}
