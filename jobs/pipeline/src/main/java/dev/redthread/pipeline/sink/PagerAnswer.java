package dev.redthread.pipeline.sink;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

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
        ? new Later(why, RetryAfter.of(response.headers(), now))
        : new Refused(why);
  }
}
