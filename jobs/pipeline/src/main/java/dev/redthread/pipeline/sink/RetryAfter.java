package dev.redthread.pipeline.sink;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * How long a server wants to be left alone.
 *
 * <p><i>Source:</i> RFC 9110, 10.2.3: seconds or a date.
 */
public final class RetryAfter {

  /** Longer waits come from a wrong clock or a slip of the pen. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** What the header {@code Retry-After} asks for; zero where there is none that can be read. */
  public static Duration of(HttpHeaders headers, Instant now) {
    return headers.firstValue("Retry-After").map(text -> wait(text, now)).orElse(Duration.ZERO);
  }

  private static Duration wait(String text, Instant now) {
    try {
      return bounded(
          text.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now,
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException | NumberFormatException e) {
      return Duration.ZERO;
    }
  }

  /** A wait that is neither negative nor longer than {@link #LONGEST}. */
  public static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
