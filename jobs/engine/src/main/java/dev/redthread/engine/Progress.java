package dev.redthread.engine;

import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.PatternRef;
import java.util.List;

/**
 * How far one group has come on the way to completing a sequence.
 *
 * <p><i>Units:</i> all times are milliseconds since 1970 UTC.
 *
 * @param pattern the pattern, by what is shown of it
 * @param group the group's fields and values, in the order of {@code group-by}
 * @param step the farthest mandatory step reached, counted from 1
 * @param steps how many mandatory steps there are
 * @param chain the events that fill the steps so far; what is optional is left out
 * @param first the event time of the first of them
 * @param last the event time of the last of them
 * @param expires until when, on the received clock, an event may come that goes on with it; {@link
 *     Long#MAX_VALUE} for ever
 */
public record Progress(
    PatternRef pattern,
    List<GroupValue> group,
    int step,
    int steps,
    List<Link> chain,
    long first,
    long last,
    long expires) {

  public Progress {
    group = List.copyOf(group);
    chain = List.copyOf(chain);
  }

  /** One event of the chain and the name of the step that it fills. */
  public record Link(String step, EventKey event) {}
}
