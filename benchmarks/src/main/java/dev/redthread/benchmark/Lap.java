package dev.redthread.benchmark;

/**
 * What one run of something took.
 *
 * @param events how many events it took in
 * @param seconds by the clock on the wall
 * @param cpuSeconds processor time of this whole process, with its compiler and collector
 * @param results how many results came out
 */
public record Lap(long events, double seconds, double cpuSeconds, long results) {

  double perSecond() {
    return events / seconds;
  }

  double perCpuSecond() {
    return events / cpuSeconds;
  }
}
