package dev.redthread.pipeline.operator;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.metrics.Counter;

/**
 * Counts what becomes of each record that is read: as metrics while the job runs, and as
 * accumulators for whoever waits for its end.
 *
 * <p><i>Thread safety:</i> none.
 */
final class InputTally {
  private final Count read;
  private final Count accepted;
  private final Count deadLettered;
  private final Count events;
  private final Map<Reason, Count> deadLetters = new EnumMap<>(Reason.class);
  private boolean led;

  /**
   * @param accumulators gets each sum by its name
   */
  InputTally(BiConsumer<String, LongCounter> accumulators, Metrics metrics) {
    read = Count.of(Metric.READ.key(), accumulators, metrics);
    accepted = Count.of(Metric.ACCEPTED.key(), accumulators, metrics);
    deadLettered = Count.of(Metric.DEAD_LETTERED.key(), accumulators, metrics);
    events = Count.of(Metric.EVENTS.key(), accumulators, metrics);
    for (Reason reason : Reason.values()) {
      deadLetters.put(reason, Count.of(Metric.deadLetters(reason), accumulators, metrics));
    }
  }

  /** A record comes. */
  void begin() {
    read.inc();
    led = false;
  }

  /** It held an event. */
  void event() {
    events.inc();
    led = true;
  }

  /** It held something that cannot be read. */
  void deadLetter(Reason reason) {
    Count count = deadLetters.get(reason);
    if (count != null) {
      count.inc();
    }
  }

  /** That was all of it. */
  void end() {
    (led ? accepted : deadLettered).inc();
  }

  private record Count(Counter metric, LongCounter total) {

    static Count of(String name, BiConsumer<String, LongCounter> accumulators, Metrics metrics) {
      LongCounter total = new LongCounter();
      accumulators.accept(name, total);
      return new Count(metrics.counter(name), total);
    }

    void inc() {
      metric.inc();
      total.add(1L);
    }
  }
}
