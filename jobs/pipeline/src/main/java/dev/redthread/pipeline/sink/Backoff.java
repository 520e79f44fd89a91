package dev.redthread.pipeline.sink;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: twice as long each time, up to a bound, and each time a
 * different part of it, so that those who were turned away together do not come back together.
 *
 * <p><i>Thread safety:</i> any number of threads.
 */
public final class Backoff {

  private final Duration first;
  private final Duration longest;
  private int failures;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** The wait after one more failure in a row. */
  public synchronized Duration next() {
    long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** How often it failed in a row. */
  public synchronized int failures() {
    return failures;
  }

  /** The next failure is the first again. */
  public synchronized void success() {
    failures = 0;
  }
}
