package dev.redthread.pipeline.sink;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What became of one attempt to deliver a page. */
sealed interface PagerAnswer {

  /** The receiver has it. */
  record Delivered() implements PagerAnswer {}

  /**
   * Not now.
   *
   * @param atLeast how long the receiver wants to be left alone; zero if it does not say
   */
  record Later(String why, Duration atLeast) implements PagerAnswer {}

  /** The receiver will not take it, however often it is asked. */
  record Refused(String why) implements PagerAnswer {}

  /** Longer waits come from a wrong clock or a slip of the pen. */
  Duration LONGEST_WAIT = Duration.ofHours(1);

  int MOST_TEXT = 200;

  static PagerAnswer of(HttpResponse<String> response, Instant now) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Delivered();
    }
    String body = response.body();
    String why =
        "status " + status + ": " + body.substring(0, Math.min(MOST_TEXT, body.length())).strip();
    return status >= 500 || status == 429 || status == 408
        ? new Later(
            why,
            response
                .headers()
                .firstValue("Retry-After")
                .map(text -> wait(text, now))
                .orElse(Duration.ZERO))
        : new Refused(why);
  }

  /** <i>Source:</i> RFC 9110, 10.2.3: seconds or a date. */
  private static Duration wait(String text, Instant now) {
    Duration wait;
    try {
      wait =
          text.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException | NumberFormatException e) {
      return Duration.ZERO;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
