package dev.redthread.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** What a job says of the versions of its patterns. */
final class ChangeMetrics {
  private final InMemoryReporter reporter = InMemoryReporter.create();

  /** What a cluster needs so that its jobs report here. */
  Configuration configuration() {
    return reporter.addToConfiguration(new Configuration());
  }

  /** The versions in force in all tasks that say so. */
  Set<Long> inForce(JobID job) {
    Set<Long> versions = new TreeSet<>();
    for (Metric metric : reporter.findMetrics(job, ".*patternVersion").values()) {
      versions.add((Long) ((Gauge<?>) metric).getValue());
    }
    return versions;
  }

  void awaitInForce(JobID job, long version) throws Exception {
    CommonTestUtils.waitUntilCondition(() -> inForce(job).equals(Set.of(version)));
  }

  /** Waits until the received clock of all tasks that decide has come so far. */
  void awaitClock(JobID job, long receivedTime) throws Exception {
    CommonTestUtils.waitUntilCondition(
        () -> {
          List<Metric> clocks = new ArrayList<>();
          for (var group : reporter.findOperatorMetricGroups(job, "Detect.*")) {
            clocks.add(reporter.getMetricsByGroup(group).get("currentInputWatermark"));
          }
          return !clocks.isEmpty()
              && clocks.stream()
                  .allMatch(clock -> (Long) ((Gauge<?>) clock).getValue() >= receivedTime);
        });
  }

  long refused(JobID job) {
    return reporter.findMetrics(job, ".*patternsRefused").values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  /** How many contents of side files were refused. */
  long sideFilesRefused(JobID job) {
    return reporter.findMetrics(job, ".*sideFilesRefused").values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  void awaitRefused(JobID job, long times) throws Exception {
    CommonTestUtils.waitUntilCondition(() -> refused(job) == times);
  }

  void awaitSideFilesRefused(JobID job, long times) throws Exception {
    CommonTestUtils.waitUntilCondition(
        () ->
            reporter.findMetrics(job, ".*sideFilesRefused").values().stream()
                    .mapToLong(metric -> ((Counter) metric).getCount())
                    .sum()
                == times);
  }

  void awaitRunning(JobClient job, MiniCluster cluster) throws Exception {
    CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
    CommonTestUtils.waitUntilCondition(() -> !inForce(job.getJobID()).isEmpty());
  }
}
