package dev.redthread.engine.reference;

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
 */
public record RefStep(
    String name,
    Set<Integer> rules,
    Kind kind,
    int risk,
    int least,
    @Nullable Integer most,
    @Nullable Long within,
    @Nullable Long span) {

  public RefStep {
    rules = Set.copyOf(rules);
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
