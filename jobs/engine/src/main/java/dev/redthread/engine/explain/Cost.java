package dev.redthread.engine.explain;

import dev.redthread.engine.cep.CepFitness;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;

/** How the cost of a relevant event grows with what a key holds. */
public enum Cost {
  ONE_EVENT("one event by itself: nothing of other events is read"),
  AUTOMATON("constant: an event in time goes through an automaton of one partial match a state"),
  THRESHOLD("constant: of a burst only the ends are kept, as many as the threshold"),
  WINDOW("by what enters and leaves the window; all events of the key are kept"),
  BY_VALUE("by the events that have the value that must be equal, found in an index"),
  BY_PAIRS(
      "by the events that a comparison is tried with, some 100,000 for one completing event at the"
          + " most"),
  GROUP(
      "by the events that could fill the steps in any order, tried step by step within a bound for"
          + " each completing event"),
  JAVA(
      "what its code takes: one step of its automaton for an event in time, the whole timespan for a"
          + " late one; at most 1,000 partial matches a key"),
  TIMELINE("by the events of the timespan that could fill a step");

  private final String text;

  Cost(String text) {
    this.text = text;
  }

  /** The class in a few words. */
  public String text() {
    return text;
  }

  /** The class of a pattern. */
  public static Cost of(CompiledPattern pattern, PatternSet set) {
    Shape shape = pattern.shape();
    if (shape instanceof Shape.Single) {
      return ONE_EVENT;
    } else if (shape instanceof Shape.Java) {
      return JAVA;
    } else if (shape instanceof Shape.Window window) {
      return window.isThreshold() && !set.isStep(pattern.id()) ? THRESHOLD : WINDOW;
    } else if (shape instanceof Shape.Sequence sequence) {
      if (CepFitness.decidedByCep(pattern, set)) {
        return AUTOMATON;
      }
      if (sequence.steps().stream().anyMatch(step -> step.group() != null)) {
        return GROUP;
      }
      return compares(sequence) ? byComparison(sequence) : TIMELINE;
    }
    return WINDOW;
  }

  private static boolean compares(Shape.Sequence sequence) {
    return sequence.steps().stream().anyMatch(step -> joins(step));
  }

  private static boolean joins(Step step) {
    return step.where().stream().anyMatch(constraint -> constraint.steps().size() > 1);
  }

  /**
   * By value only when each step that compares has a field that must be equal. What a {@code not}
   * compares is no help in finding the steps.
   */
  private static Cost byComparison(Shape.Sequence sequence) {
    return sequence.steps().stream()
            .filter(Cost::joins)
            .allMatch(
                step ->
                    step.kind() != Step.Kind.NOT
                        && step.where().stream().anyMatch(Cost::isEquality))
        ? BY_VALUE
        : BY_PAIRS;
  }

  private static boolean isEquality(Constraint constraint) {
    return constraint.steps().size() > 1
        && constraint.term() instanceof Term.Compare compare
        && compare.comparison() == Term.Comparison.EQUAL
        && compare.left() instanceof Term.Field
        && compare.right() instanceof Term.Field;
  }
}
