package dev.redthread.pipeline.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test sets. */
final class Moment extends Clock {
  private volatile Instant now;

  Moment(Instant now) {
    this.now = now;
  }

  void set(long millis) {
    now = Instant.ofEpochMilli(millis);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a zone does not matter");
  }
}
