package dev.redthread.pipeline.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Registers metrics of one operator with Flink, under {@code redthread}. */
public final class Metrics {
  /** How many of the last measurements a histogram describes: there are many histograms. */
  private static final int WINDOW = 128;

  private final MetricGroup group;

  private Metrics(MetricGroup group) {
    this.group = group;
  }

  public static Metrics of(MetricGroup operator) {
    return new Metrics(operator.addGroup("redthread"));
  }

  /** Those of one pattern; reporters with labels show its id as the label {@code pattern}. */
  Metrics ofPattern(String id) {
    return new Metrics(group.addGroup("pattern", id));
  }

  /** Those of one feed; reporters with labels show its name as the label {@code feed}. */
  public Metrics ofFeed(String name) {
    return new Metrics(group.addGroup("feed", name));
  }

  public Counter counter(Metric metric) {
    return counter(metric.key());
  }

  public Counter counter(String name) {
    return group.counter(name);
  }

  Histogram histogram(Metric metric) {
    return group.histogram(metric.key(), new DescriptiveStatisticsHistogram(WINDOW));
  }

  /** A number that is asked for when it is reported. */
  public void gauge(Metric metric, Gauge<Long> gauge) {
    group.gauge(metric.key(), gauge);
  }

  MetricGroup group() {
    return group;
  }
}
