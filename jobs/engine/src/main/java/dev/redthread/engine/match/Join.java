package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Satisfied;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a step, with the steps whose events it reads.
 *
 * <p>A mandatory step is known by its place among the mandatory ones, an optional step by the
 * complement of its place among the optional ones, a {@code not} by {@link #ABSENT}.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class Join {
  /** Stands for the event of a {@code not}, which is of no step. */
  static final int ABSENT = Integer.MIN_VALUE;

  private final Constraint constraint;
  private final int own;
  private final int[] steps;
  private final StepField[] names;

  private Join(Constraint constraint, int own, int[] steps, StepField[] names) {
    this.constraint = constraint;
    this.own = own;
    this.steps = steps;
    this.names = names;
  }

  /**
   * The constraint of a step.
   *
   * @param places by the names of steps
   * @param byName the steps by name
   */
  static Join of(
      Constraint constraint, String own, Map<String, Integer> places, Map<String, Step> byName) {
    List<Constraint.Read> reads = constraint.fields();
    int[] steps = new int[reads.size()];
    StepField[] names = new StepField[reads.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = places.getOrDefault(reads.get(i).step(), 0);
      Step step = byName.get(reads.get(i).step());
      names[i] = StepField.of(step == null ? List.of() : step.rules(), reads.get(i).byRule());
    }
    return new Join(constraint, places.getOrDefault(own, 0), steps, names);
  }

  /** The step that asks for it. */
  int own() {
    return own;
  }

  /** Whether it reads the event of a step, or is asked for by it. */
  boolean involves(int step) {
    return step == own || Arrays.stream(steps).anyMatch(each -> each == step);
  }

  /** Whether it is about mandatory steps only. */
  boolean isMandatory() {
    return own >= 0 && Arrays.stream(steps).allMatch(step -> step >= 0);
  }

  /** The steps beside its own that it reads. */
  IntStream others() {
    return Arrays.stream(steps).filter(step -> step != own);
  }

  /** The last of the mandatory steps before its own that it reads, or -1. */
  int lastBefore() {
    return others().max().orElse(-1);
  }

  int size() {
    return steps.length;
  }

  /** The step whose event has the field at a place. */
  int step(int field) {
    return steps[field];
  }

  /** The value of a field, by its place, that an event has. */
  @Nullable Value value(int field, TimelineEvent event) {
    return names[field].value(event);
  }

  /**
   * Whether events satisfy it.
   *
   * @param ownEvent the place of an event of its own step
   * @param others the places of the events of the other steps that it reads
   */
  boolean holds(Timeline timeline, int ownEvent, IntUnaryOperator others) {
    @Nullable Value[] values = new @Nullable Value[steps.length];
    for (int i = 0; i < steps.length; i++) {
      int place = steps[i] == own ? ownEvent : others.applyAsInt(steps[i]);
      values[i] = value(i, timeline.event(place));
    }
    return Satisfied.by(values, constraint);
  }

  /**
   * The two fields that it compares, where it asks nothing else of two mandatory steps, or of a
   * {@code not} and one; a {@code not} counts as the earlier.
   */
  Optional<Pair> pair() {
    if (!(isMandatory() || own == ABSENT)
        || !(constraint.term() instanceof Term.Compare compare)
        || !(compare.left() instanceof Term.Field left)
        || !(compare.right() instanceof Term.Field right)
        || steps[left.place()] == steps[right.place()]) {
      return Optional.empty();
    }
    boolean inOrder = steps[left.place()] < steps[right.place()];
    int earlier = inOrder ? left.place() : right.place();
    int later = inOrder ? right.place() : left.place();
    return Optional.of(
        new Pair(
            own,
            steps[earlier],
            names[earlier],
            inOrder ? compare.comparison() : turned(compare.comparison()),
            steps[later],
            names[later]));
  }

  /** What holds between two values the other way round. */
  static Term.Comparison turned(Term.Comparison comparison) {
    return switch (comparison) {
      case EQUAL, UNEQUAL -> comparison;
      case LESS -> Term.Comparison.GREATER;
      case LESS_OR_EQUAL -> Term.Comparison.GREATER_OR_EQUAL;
      case GREATER -> Term.Comparison.LESS;
      case GREATER_OR_EQUAL -> Term.Comparison.LESS_OR_EQUAL;
    };
  }

  /**
   * Two fields of two steps that are compared: the value of the earlier step, the sign, the value
   * of the later one.
   *
   * @param own the step that asks for it
   */
  record Pair(
      int own,
      int earlier,
      StepField earlierField,
      Term.Comparison comparison,
      int later,
      StepField laterField) {

    boolean isEqual() {
      return comparison == Term.Comparison.EQUAL;
    }
  }
}
