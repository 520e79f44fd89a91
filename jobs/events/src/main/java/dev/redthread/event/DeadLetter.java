package dev.redthread.event;

import java.util.Arrays;

/**
 * A record that could not become an event, a document that a server refused, or an event at which a
 * Java pattern failed: kept with its reason, never dropped.
 *
 * <p><i>Units:</i> {@code receivedTime} is milliseconds since 1970 UTC.
 *
 * @param source the log source, the index for a refused document, or {@code pattern:} and the id of
 *     the Java pattern that failed
 * @param origin where the original is
 * @param reason why, as a code that can be counted
 * @param detail why, for a person
 * @param original the bytes, cut after {@link #MOST_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    String source,
    Origin origin,
    long receivedTime,
    Reason reason,
    String detail,
    byte[] original) {

  /** How much of an original a dead letter keeps, in bytes. */
  public static final int MOST_BYTES = 64 * 1024;

  /** Why a record ended here. */
  public enum Reason {
    NOT_JSON,
    NOT_UTF8,
    TOO_LARGE,
    TOO_DEEP,
    NOT_AN_OBJECT,
    BAD_ENVELOPE,
    BAD_CSV,
    BAD_GZIP,
    UNKNOWN_SOURCE,
    NO_TIME,
    BAD_TIME,
    NO_ID,
    BAD_FIELD,
    REJECTED_BY_SERVER,
    PATTERN_FAILED,
    PATTERN_SWITCHED_OFF
  }

  public DeadLetter {
    if (original.length > MOST_BYTES) {
      original = Arrays.copyOf(original, MOST_BYTES);
    }
  }
}
