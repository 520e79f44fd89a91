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
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a step, with the steps whose events it reads.
 *
 * <p>A mandatory step is known by its place among the mandatory ones, an optional step by the
 * complement of its place among the optional ones.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class Join {
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

  /** The last of the mandatory steps before its own that it reads, or -1. */
  int lastBefore() {
    return Arrays.stream(steps).filter(step -> step != own).max().orElse(-1);
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

  /** The two fields that must be equal, where it asks nothing else of two mandatory steps. */
  Optional<Equal> equal() {
    if (!isMandatory()
        || !(constraint.term() instanceof Term.Compare compare)
        || compare.comparison() != Term.Comparison.EQUAL
        || !(compare.left() instanceof Term.Field left)
        || !(compare.right() instanceof Term.Field right)) {
      return Optional.empty();
    }
    int one = steps[left.place()];
    int other = steps[right.place()];
    int earlier = one < other ? left.place() : right.place();
    int later = one < other ? right.place() : left.place();
    return one == other
        ? Optional.empty()
        : Optional.of(new Equal(own, steps[earlier], names[earlier], steps[later], names[later]));
  }

  /**
   * Two fields of two steps that must be equal.
   *
   * @param own the step that asks for it
   */
  record Equal(int own, int earlier, StepField earlierField, int later, StepField laterField) {}
}
