package dev.redthread.engine;

import dev.redthread.pattern.compiled.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A form of a pattern, and from when on events were screened for it: what a key was last decided
 * by.
 *
 * @param fingerprint of the form
 * @param completeSince on the received clock, in milliseconds since 1970 UTC; null when all events
 *     were screened for it
 */
public record Decided(Fingerprint fingerprint, @Nullable Long completeSince) {

  /** Whether all that was decided by this, and was said of it, holds by a later form too. */
  public boolean standsBy(Decided later) {
    return matchesLike(later) && fingerprint.equals(later.fingerprint);
  }

  /** Whether all that was decided by this holds by a later form too. */
  public boolean matchesLike(Decided later) {
    Long since = later.completeSince;
    return fingerprint.matching() == later.fingerprint.matching()
        && (since == null || (completeSince != null && completeSince >= since));
  }
}
