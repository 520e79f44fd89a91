package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.sink.Backoff;
import java.io.Serializable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong with one feed, in a row: how long to wait, and when to say so in the log.
 *
 * <p><i>Thread safety:</i> the feed's thread only.
 */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  /** How often a body is asked for again that cannot be read. */
  private static final int MOST_TRIES = 3;

  private final String feed;
  private final Backoff passing;
  private final Backoff lasting;
  private int unreadable;
  private boolean renewed;
  private boolean failing;

  Faults(String feed, Pauses pauses) {
    this.feed = feed;
    passing = new Backoff(pauses.first(), pauses.longest());
    lasting = new Backoff(pauses.firstRefused(), pauses.longestRefused());
  }

  /** How long to wait after the first fault and at most, when it may pass and when it may not. */
  record Pauses(Duration first, Duration longest, Duration firstRefused, Duration longestRefused)
      implements Serializable {
    static final Pauses USUAL =
        new Pauses(
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10));
  }

  boolean failing() {
    return failing;
  }

  void success() {
    if (failing) {
      LOG.info("The feed {} answers again", feed);
    }
    failing = false;
    renewed = false;
    unreadable = 0;
    passing.success();
    lasting.success();
  }

  /** The wait before the same is asked once more. */
  Duration later(Outcome.Later later) {
    Duration wait = passing.next();
    say(passing.failures(), "does not answer now, trying again: " + later.why());
    return wait.compareTo(later.atLeast()) < 0 ? later.atLeast() : wait;
  }

  /** The wait after something that waiting alone does not mend. */
  Duration refused(String why) {
    Duration wait = lasting.next();
    say(lasting.failures(), "is refused: " + why);
    return wait;
  }

  /** Whether the credentials may be renewed: once, until something succeeds. */
  boolean mayRenew() {
    failing = true;
    boolean may = !renewed;
    renewed = true;
    return may;
  }

  /** Whether an answer that cannot be read is to be asked for again at once. */
  boolean mayTryAgain() {
    failing = true;
    unreadable++;
    if (unreadable < MOST_TRIES) {
      return true;
    }
    unreadable = 0;
    return false;
  }

  private void say(int failures, String what) {
    failing = true;
    if (Integer.bitCount(failures) == 1) {
      LOG.warn("The feed {} {} ({} in a row)", feed, what, failures);
    }
  }
}
