package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;

/**
 * A candidate as it reaches the detector.
 *
 * @param clock the received clock by then, never less than at the arrival before
 */
public record Arrival(Candidate candidate, long clock) {}
