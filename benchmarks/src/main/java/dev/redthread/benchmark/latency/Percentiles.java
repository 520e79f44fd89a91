package dev.redthread.benchmark.latency;

import java.util.Arrays;

/**
 * Of a number of measurements, those that a share of them does not exceed.
 *
 * <p><i>Units:</i> milliseconds. All are 0 where there was no measurement.
 *
 * @param count of the measurements
 * @param p50 half of them are not greater
 * @param p99 99 in 100 of them are not greater
 * @param most the greatest
 */
public record Percentiles(int count, double p50, double p99, double most) {

  static Percentiles of(long[] millis) {
    long[] sorted = millis.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted.length, rank(sorted, 0.5), rank(sorted, 0.99), rank(sorted, 1));
  }

  /** The nearest rank. */
  private static double rank(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
