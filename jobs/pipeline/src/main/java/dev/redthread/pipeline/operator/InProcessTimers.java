package dev.redthread.pipeline.operator;

import java.util.TreeSet;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/** The clocks of an {@link InProcessRun}, and the timers of one key on the received one. */
final class InProcessTimers implements TimerService {
  private final TreeSet<Long> timers = new TreeSet<>();
  private long receivedClock = Long.MIN_VALUE;
  private long wallClock;

  void clock(long time) {
    receivedClock = time;
  }

  void wallClock(long time) {
    wallClock = Math.max(wallClock, time);
  }

  /** Takes out the earliest timer, if it is time. */
  @Nullable Long due() {
    return timers.isEmpty() || timers.first() > receivedClock ? null : timers.pollFirst();
  }

  void copyTo(InProcessTimers other) {
    other.timers.addAll(timers);
  }

  @Override
  public long currentProcessingTime() {
    return wallClock;
  }

  @Override
  public long currentWatermark() {
    return receivedClock;
  }

  @Override
  public void registerEventTimeTimer(long time) {
    timers.add(time);
  }

  @Override
  public void deleteEventTimeTimer(long time) {
    timers.remove(time);
  }

  @Override
  public void registerProcessingTimeTimer(long time) {
    throw new UnsupportedOperationException("the wall clock wakes nobody here");
  }

  @Override
  public void deleteProcessingTimeTimer(long time) {
    throw new UnsupportedOperationException("the wall clock wakes nobody here");
  }
}
