package dev.redthread.pipeline.operator;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.Serializable;

/**
 * How long the resolver of devices and names keeps what it knows, out of the patterns' own bounds.
 *
 * <p><i>Units:</i> milliseconds.
 *
 * @param timespan how far after an event a link may still count for it: the longest timespan of any
 *     pattern; for one that waits for persons it counts no further than its own
 * @param delay the greatest delay of any source
 * @param linksKept how far back a link to a device still counts for an event
 * @param namesKept how far back a record still counts that says whose a name is
 */
public record Waiting(long timespan, long delay, long linksKept, long namesKept)
    implements Serializable {
  /** In so many portions the events of a person are let go of, at the most. */
  private static final int PARTS = 32;

  /** Out of a pattern set, where links of names are kept as those of devices. */
  public static Waiting of(PatternSet patterns, long greatestDelay, long linksKept) {
    return of(patterns, greatestDelay, linksKept, linksKept);
  }

  /** Out of a pattern set, with the greatest delay of the sources that are configured. */
  public static Waiting of(
      PatternSet patterns, long greatestDelay, long linksKept, long namesKept) {
    long timespan = 0;
    long delay = greatestDelay;
    for (CompiledPattern pattern : patterns.patterns()) {
      timespan = Math.max(timespan, pattern.timespan());
    }
    for (CompiledRule rule : patterns.rules()) {
      delay = Math.max(delay, rule.maxDelay());
    }
    return new Waiting(timespan, delay, linksKept, namesKept);
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
    long eventTime = orphan.event().eventTime();
    return orphan.isNamed() ? namedUntil(eventTime) : orphanUntil(eventTime);
  }

  private long namedUntil(long eventTime) {
    long until = orphanUntil(eventTime);
    long part = Math.max(1, after(timespan, delay) / PARTS);
    return after(until, part - 1 - Math.floorMod(until, part));
  }

  /** The point of the received clock after which no event can ask for a link to a device. */
  long linkUntil(long eventTime) {
    return orphanUntil(after(eventTime, linksKept));
  }

  /** The point of the received clock after which no event can ask for a link of a name. */
  long nameUntil(long eventTime) {
    return namedUntil(after(eventTime, namesKept));
  }

  private static long after(long time, long duration) {
    return duration > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + duration;
  }
}
