package dev.redthread.normalize;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a record may be at the most.
 *
 * @param mostBytes a longer record is a dead letter
 * @param mostDepth a record nested deeper is a dead letter
 * @param mostAhead an event time further ahead of its received time counts as that
 */
public record Limits(int mostBytes, int mostDepth, Duration mostAhead) implements Serializable {
  public static final Limits DEFAULT = new Limits(1 << 20, 100, Duration.ofMinutes(5));

  /** How much longer than a record a line, a message or an unpacked body may be. */
  private static final int BODY_TO_RECORD = 4;

  /** How much longer than a record the rows of CSV may be as JSON. */
  private static final long ROWS_TO_RECORD = 32;

  /** What the rows of one body of CSV may come to as JSON, in bytes. */
  long mostRowBytes() {
    return ROWS_TO_RECORD * mostBytes;
  }

  /** A longer line, message or unpacked body is a dead letter, in bytes. */
  public int mostBodyBytes() {
    return (int) Math.min(Integer.MAX_VALUE - 1L, (long) BODY_TO_RECORD * mostBytes);
  }

  public Limits {
    if (mostBytes < 1 || mostDepth < 1 || mostAhead.isNegative()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
