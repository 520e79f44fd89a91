package dev.redthread.pattern.testing;

import dev.redthread.event.Activity;
import dev.redthread.event.Fields;
import dev.redthread.pattern.diagnostic.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a timeline.
 *
 * <p><i>Units:</i> {@code at}, {@code received} and {@code again} are milliseconds after the start
 * of the test.
 *
 * @param place where it stands
 * @param id what the test calls it, unique in the test
 * @param at when it happened
 * @param received when it is received
 * @param again when it is received once more
 * @param source the log source that delivers it
 * @param content what it says
 */
public record TestEvent(
    Place place,
    String id,
    long at,
    long received,
    List<Long> again,
    String source,
    Content content) {
  public TestEvent {
    again = List.copyOf(again);
  }

  /** What an event says. */
  public sealed interface Content {}

  /** An event as it is behind the source mapping. */
  public record Normalized(@Nullable Activity activity, Fields fields) implements Content {}

  /**
   * A record in the vendor's own format, which the source mapping reads.
   *
   * @param json with the event's time put in
   */
  public record Raw(String json) implements Content {}
}
