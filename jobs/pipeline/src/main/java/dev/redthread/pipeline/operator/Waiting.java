package dev.redthread.pipeline.operator;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.Serializable;

/**
 * How long the resolver of device owners keeps what it knows, out of the patterns' own bounds.
 *
 * <p><i>Units:</i> milliseconds.
 *
 * @param timespan how far after an event a link may still count for it: the longest timespan of any
 *     pattern; for one that waits for persons it counts no further than its own
 * @param delay the greatest delay of any source
 * @param linksKept how far back a link still counts for an event
 */
public record Waiting(long timespan, long delay, long linksKept) implements Serializable {
  /** In so many portions the events of a person are let go of, at the most. */
  private static final int PARTS = 32;

  /** Out of a pattern set, with the greatest delay of the sources that are configured. */
  public static Waiting of(PatternSet patterns, long greatestDelay, long linksKept) {
    long timespan = 0;
    long delay = greatestDelay;
    for (CompiledPattern pattern : patterns.patterns()) {
      timespan = Math.max(timespan, pattern.timespan());
    }
    for (CompiledRule rule : patterns.rules()) {
      delay = Math.max(delay, rule.maxDelay());
    }
    return new Waiting(timespan, delay, linksKept);
  }

  /** The point of the received clock after which no link can change an event's owner. */
  long orphanUntil(long eventTime) {
    return after(after(eventTime, timespan), delay);
  }

  /**
   * The point of the received clock up to which an event is kept. A busy person has very many, so
   * those that go by names are let go of together, a part of the time later.
   */
  long until(Orphan orphan) {
    long until = orphanUntil(orphan.event().eventTime());
    if (!orphan.isNamed()) {
      return until;
    }
    long part = Math.max(1, after(timespan, delay) / PARTS);
    return after(until, part - 1 - Math.floorMod(until, part));
  }

  /** The point of the received clock after which no event can ask for a link. */
  long linkUntil(long eventTime) {
    return after(after(eventTime, linksKept), delay);
  }

  private static long after(long time, long duration) {
    return duration > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + duration;
  }
}
