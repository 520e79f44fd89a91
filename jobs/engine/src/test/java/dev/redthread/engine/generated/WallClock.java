package dev.redthread.engine.generated;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A wall clock that a test moves. */
public final class WallClock extends Clock {
  private long millis;

  public WallClock(long millis) {
    this.millis = millis;
  }

  public void move(long by) {
    millis += by;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a test needs no other zone");
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }
}
