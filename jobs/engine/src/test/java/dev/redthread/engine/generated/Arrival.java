package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;

/**
 * A candidate as it reaches the detector.
 *
 * @param clock when it is received, never less than at the arrival before
 */
public record Arrival(Candidate candidate, long clock) {

  /** The received clock when it arrives: everything received earlier has been seen. */
  public long watermark() {
    return clock - 1;
  }
}
