package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;

/**
 * The metrics of one feed.
 *
 * <p><i>Thread safety:</i> the feed's thread counts; whoever reports may read at any time.
 */
final class FeedMeter {
  private final Counter requests;
  private final Counter retries;
  private final Counter refusals;
  private final Counter loops;
  private final Counter pulled;
  private final Counter repeated;
  private final AtomicLong whole;

  FeedMeter(Metrics metrics, Clock clock) {
    requests = metrics.counter(Metric.REQUESTS);
    retries = metrics.counter(Metric.RETRIES);
    refusals = metrics.counter(Metric.REFUSALS);
    loops = metrics.counter(Metric.LOOPS);
    pulled = metrics.counter(Metric.PULLED);
    repeated = metrics.counter(Metric.REPEATED);
    whole = new AtomicLong(clock.millis());
    metrics.gauge(Metric.LAG, () -> Math.max(0, clock.millis() - whole.get()));
  }

  void sent() {
    requests.inc();
  }

  void retry() {
    retries.inc();
  }

  void refused() {
    refusals.inc();
  }

  void looped() {
    loops.inc();
  }

  void handedOn(boolean isNew) {
    (isNew ? pulled : repeated).inc();
  }

  /** All there was has been read. */
  void whole(long time) {
    whole.set(time);
  }
}
