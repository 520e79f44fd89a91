package dev.redthread.engine.generated;

import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of patterns, and the log events that arrive, in order.
 *
 * @param seed what {@link ChainCases} makes it of
 */
public record ChainCase(long seed, PatternSet patterns, List<LogArrival> arrivals) {
  public ChainCase {
    arrivals = List.copyOf(arrivals);
  }

  /**
   * A log event as it reaches the job.
   *
   * @param retracted whether it is taken back
   * @param clock when it is received, never less than at the arrival before
   */
  public record LogArrival(Event event, boolean retracted, long clock) {

    /** The received clock when it arrives: everything received earlier has been seen. */
    public long watermark() {
      return clock - 1;
    }
  }

  /** The same without one of the arrivals. */
  ChainCase without(int arrival) {
    List<LogArrival> fewer = new ArrayList<>(arrivals);
    fewer.remove(arrival);
    return new ChainCase(seed, patterns, fewer);
  }

  /** The same with other patterns. */
  ChainCase with(PatternSet others) {
    return new ChainCase(seed, others, arrivals);
  }

  /** The same with other arrivals. */
  public ChainCase with(List<LogArrival> others) {
    return new ChainCase(seed, patterns, others);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed ").append(seed).append('\n');
    text.append(Listing.of(patterns));
    for (LogArrival arrival : arrivals) {
      Event event = arrival.event();
      text.append(arrival.retracted() ? "without " : "arrival ")
          .append(event.source() + "/" + event.id() + "@" + event.eventTime())
          .append(" " + event.fields() + " clock " + arrival.clock() + '\n');
    }
    return text.toString();
  }
}
