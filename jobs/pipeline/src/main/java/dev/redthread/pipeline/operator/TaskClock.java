package dev.redthread.pipeline.operator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.flink.streaming.api.TimerService;

/**
 * The wall clock of a task: Flink's processing time, so that a test's clock is everybody's clock.
 *
 * <p><i>Thread safety:</i> none; belongs to one task.
 */
final class TaskClock extends Clock {
  private long now;

  /** Takes over the time of the call that is being processed. */
  void set(TimerService timers) {
    now = timers.currentProcessingTime();
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a task's clock has no other zone");
  }
}
