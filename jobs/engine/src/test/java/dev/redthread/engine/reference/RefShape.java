package dev.redthread.engine.reference;

import java.util.List;

/** What a pattern asks of the events of a group. */
public sealed interface RefShape {

  /** Every event by itself. */
  record Single() implements RefShape {}

  /** Ordered steps; with {@code distinct} an event fills at most one of them. */
  record Sequence(long timespan, List<RefStep> steps, boolean distinct) implements RefShape {
    public Sequence {
      steps = List.copyOf(steps);
    }
  }

  /** At least so many events in the window that ends at one of them. */
  record Count(long timespan, int least) implements RefShape {}
}
