package dev.redthread.pipeline.pull;

import dev.redthread.normalize.Pull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parts in which the time of a poll is asked for. It is one, until an answer is over the bound:
 * then it is asked for of half the time, down to a second, and the parts that follow are each twice
 * as long as the one before, until one is too long again.
 *
 * <p><i>Units:</i> milliseconds, since 1970 where they are moments.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Parts {
  /** Times are written in whole seconds. */
  private static final long SHORTEST = 1_000;

  private final Pull pull;
  private long reached;
  private long width = Long.MAX_VALUE;
  private long asOf;

  Parts(Pull pull) {
    this.pull = pull;
  }

  /** A part begins that asks for what there is by now. */
  void begin(long now) {
    asOf = now;
  }

  /** From when on is asked, in a poll that began at a moment. */
  long beginning(long from) {
    return Math.max(from, reached);
  }

  /** Up to when is asked. */
  long end(long from, long now) {
    long beginning = beginning(from);
    @Nullable Duration longest = pull.longest();
    long to = longest == null ? now : Math.min(now, beginning + longest.toMillis());
    return width < to - beginning ? beginning + width : to;
  }

  /** Asks for half of a time from now on; false where that cannot be. */
  boolean halve(long span) {
    if (!pull.mayNarrow() || span <= SHORTEST) {
      return false;
    }
    width = Math.max(SHORTEST, span / 2 / SHORTEST * SHORTEST);
    return true;
  }

  /** How long the next part is at most. */
  Duration width() {
    return Duration.ofMillis(width);
  }

  /** Whether a part is the last one; one that began before a restart counts by when it ends. */
  boolean isLast(long to, long now, Duration interval) {
    return to >= (asOf == 0 ? now - interval.toMillis() : asOf);
  }

  /**
   * A part was read.
   *
   * @param last whether it was the last one
   * @return from when on the next poll asks, where no part is left
   */
  long read(long to, boolean last, Duration overlap) {
    boolean narrowed = width < Long.MAX_VALUE;
    width = width > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * width;
    if (last || !narrowed) {
      reached = 0;
      return to - overlap.toMillis();
    }
    // The next part begins where this one ends; only what is old enough need not be asked again.
    reached = to;
    return Math.min(to, asOf - overlap.toMillis());
  }
}
