package dev.redthread.engine.reference;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of a sequence.
 *
 * @param rules an event of this step matches one of them
 * @param risk added when an optional step is attached
 * @param least how many events a repetition needs
 * @param most how many are attached, null for all
 * @param within the greatest distance from the previous mandatory step; of an absence before the
 *     first or after the last one how far it reaches from there
 * @param span the greatest length of a repetition
 * @param where what its event must satisfy with those of earlier steps, all of it
 * @param group the number of the group in any order that it stands in, or null
 */
public record RefStep(
    String name,
    Set<Integer> rules,
    Kind kind,
    int risk,
    int least,
    @Nullable Integer most,
    @Nullable Long within,
    @Nullable Long span,
    List<RefTerm> where,
    @Nullable Integer group) {

  public RefStep {
    rules = Set.copyOf(rules);
    where = List.copyOf(where);
  }

  /** A step that compares nothing. */
  public RefStep(
      String name,
      Set<Integer> rules,
      Kind kind,
      int risk,
      int least,
      @Nullable Integer most,
      @Nullable Long within,
      @Nullable Long span) {
    this(name, rules, kind, risk, least, most, within, span, List.of(), null);
  }

  /** This step with something else to satisfy. */
  public RefStep withWhere(List<RefTerm> others) {
    return new RefStep(name, rules, kind, risk, least, most, within, span, others, group);
  }

  /** This step in a group in any order, or in none. */
  public RefStep in(@Nullable Integer other) {
    return new RefStep(name, rules, kind, risk, least, most, within, span, where, other);
  }

  /** What a step asks. */
  public enum Kind {
    MANDATORY,
    OPTIONAL,
    NOT
  }

  boolean is(Kind asked) {
    return kind == asked;
  }
}
