package dev.redthread.engine;

import dev.redthread.event.Event;
import java.util.List;

/**
 * An event that matters to one pattern and one group.
 *
 * <p><i>Units:</i> {@code ingestedTime} is milliseconds since 1970 UTC.
 *
 * @param pattern the id of the pattern
 * @param group the values of the pattern's group-by fields, in their order
 * @param event the event
 * @param roles the rules of the pattern that it matches, bit {@code i} for place {@code i} of
 *     {@code CompiledPattern.rules()}
 * @param retracted whether the event is to be taken off this timeline again, since it turned out to
 *     belong to another person
 * @param ingestedTime the wall clock when the job read it
 * @param original the compressed original, empty where it is not kept
 * @param version the number of the pattern set under which it was read and screened
 * @param level how deep the pattern is nested in that set, counted from 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record Candidate(
    String pattern,
    List<String> group,
    Event event,
    long roles,
    boolean retracted,
    long ingestedTime,
    byte[] original,
    long version,
    int level) {

  /** How many rules a pattern may use, so that {@code roles} can hold them. */
  public static final int MOST_RULES = 64;

  public Candidate {
    group = List.copyOf(group);
  }

  /** A candidate of a pattern over event rules, in a set that is never changed. */
  public Candidate(
      String pattern,
      List<String> group,
      Event event,
      long roles,
      boolean retracted,
      long ingestedTime,
      byte[] original) {
    this(pattern, group, event, roles, retracted, ingestedTime, original, 0, 1);
  }

  /** The same with other rules. */
  public Candidate withRoles(long otherRoles) {
    return new Candidate(
        pattern, group, event, otherRoles, retracted, ingestedTime, original, version, level);
  }
}
