package dev.redthread.pipeline.pull;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;

/** What became of one request. */
sealed interface Outcome {

  /** The same as what became of a request that is named by more than its URL. */
  default Outcome of(URI asked) {
    if (this instanceof Ok ok) {
      return new Ok(asked, ok.status, ok.headers, ok.body, ok.rest);
    }
    return this instanceof TooLong cut ? new TooLong(asked, cut.headers, cut.beginning) : this;
  }

  /**
   * An answer.
   *
   * @param url where it came from, after redirections
   * @param rest how long to ask for nothing more, as its headers say
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Ok(URI url, int status, HttpHeaders headers, byte[] body, Duration rest)
      implements Outcome {}

  /**
   * Not now.
   *
   * @param atLeast how long the vendor wants to be left alone; zero if it does not say
   */
  record Later(String why, Duration atLeast) implements Outcome {}

  /** Who asks is not known, or not any more. */
  record Denied(String why) implements Outcome {}

  /**
   * It will not be answered, however often it is asked.
   *
   * @param status what the vendor said; 0 when it was not asked
   */
  record Refused(int status, String why) implements Outcome {}

  /**
   * An answer longer than it may be.
   *
   * @param url where it came from, after redirections
   * @param beginning as much of it as was read
   */
  @SuppressWarnings("ArrayRecordComponent")
  record TooLong(URI url, HttpHeaders headers, byte[] beginning) implements Outcome {}

  /** The job wants its thread back. */
  record Woken() implements Outcome {}
}
