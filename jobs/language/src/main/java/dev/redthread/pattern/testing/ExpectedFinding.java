package dev.redthread.pattern.testing;

import dev.redthread.pattern.diagnostic.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern is to find.
 *
 * <p><i>Units:</i> {@code settles} is milliseconds after the start of the test, on the received
 * clock.
 *
 * @param place where it stands
 * @param chain the whole chain, in its order
 * @param evidence all events of its evidence, in whatever order; empty when nothing is said of them
 * @param group the values of some of the group's fields; empty when nothing is said of them
 * @param raised when it must be known, and not before; null when nothing is said
 * @param settles when its absences are decided; null when nothing is said
 * @param withdrawn the event by whose arrival it must be withdrawn; null for one that holds
 */
public record ExpectedFinding(
    Place place,
    List<Link> chain,
    List<String> evidence,
    Map<String, String> group,
    @Nullable Moment raised,
    @Nullable Long settles,
    @Nullable String withdrawn) {
  public ExpectedFinding {
    chain = List.copyOf(chain);
    evidence = List.copyOf(evidence);
    group = Map.copyOf(group);
  }

  /** An event and the step that it fills. */
  public record Link(String step, String event) {}

  /** When something is known. */
  public sealed interface Moment {}

  /** While an event is being processed: its first arrival. */
  public record Arrival(String event) implements Moment {}

  /** Once everything that was received up to then has been seen: an offset in milliseconds. */
  public record Clock(long offset) implements Moment {}
}
