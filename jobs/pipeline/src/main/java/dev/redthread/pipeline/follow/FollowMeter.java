package dev.redthread.pipeline.follow;

import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import org.apache.flink.metrics.Counter;

/**
 * The metrics of one feed.
 *
 * <p><i>Thread safety:</i> the task's thread counts; whoever reports may read at any time.
 */
final class FollowMeter {
  private final Counter lines;
  private volatile long files;
  private volatile long unreadable;
  private volatile long behind;

  FollowMeter(Metrics metrics) {
    lines = metrics.counter(Metric.FOLLOWED);
    metrics.gauge(Metric.FILES, () -> files);
    metrics.gauge(Metric.UNREADABLE, () -> unreadable);
    metrics.gauge(Metric.BEHIND, () -> behind);
  }

  void delivered() {
    lines.inc();
  }

  /** What a look found. */
  void looked(long found, long bytesBehind, long notReadable) {
    files = found;
    behind = bytesBehind;
    unreadable = notReadable;
  }
}
