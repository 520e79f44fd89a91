package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of a sequence, in the order of the file.
 *
 * <p><i>Units:</i> {@code within} and {@code span} are milliseconds.
 *
 * @param name the step's name, unique in its sequence
 * @param rules the rules any of which an event of this step must match, as indices of {@link
 *     CompiledPattern#rules()}
 * @param kind what the step asks
 * @param risk added to the finding's risk when an optional step is present
 * @param least how many events a repetition needs, 1 for a plain step
 * @param most how many are attached at the most; null means all
 * @param within the greatest distance from the previous mandatory step, inclusive; null means no
 *     bound of its own. Of an absence before the first or after the last mandatory step: how far
 *     from that step it reaches; one between two steps has none
 * @param span the greatest length of a repetition, inclusive; null means no bound of its own
 * @param where what its event must satisfy with those of earlier steps; of a repetition each of its
 *     events
 * @param group the number of the group of steps in any order that it stands in, next to the others
 *     of that group; null when it stands by itself
 */
public record Step(
    String name,
    List<Integer> rules,
    Kind kind,
    int risk,
    int least,
    @Nullable Integer most,
    @Nullable Long within,
    @Nullable Long span,
    @Added List<Constraint> where,
    @Added @Nullable Integer group)
    implements Serializable {

  public Step {
    rules = List.copyOf(rules);
    where = List.copyOf(where);
    if (least < 1 || (most != null && most < least)) {
      throw new IllegalArgumentException("times " + least + ".." + most);
    }
  }

  /** A step that asks nothing of its events but to match its rules. */
  public Step(
      String name,
      List<Integer> rules,
      Kind kind,
      int risk,
      int least,
      @Nullable Integer most,
      @Nullable Long within,
      @Nullable Long span) {
    this(name, rules, kind, risk, least, most, within, span, List.of(), null);
  }

  /** This step with other constraints. */
  public Step withWhere(List<Constraint> others) {
    return new Step(name, rules, kind, risk, least, most, within, span, others, group);
  }

  /** This step in a group of steps in any order, or by itself. */
  public Step in(@Nullable Integer other) {
    return new Step(name, rules, kind, risk, least, most, within, span, where, other);
  }

  /** Whether it and another step stand in one group. */
  public boolean isInGroupOf(Step other) {
    return group != null && group.equals(other.group);
  }

  /** What a step asks of the timeline. */
  public enum Kind {
    MANDATORY,
    OPTIONAL,
    NOT
  }
}
