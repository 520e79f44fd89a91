package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** What the tasks of one operator have registered with Flink now. */
final class RegisteredMetrics {
  private record Entry(
      org.apache.flink.metrics.Metric metric, String name, AbstractMetricGroup<?> group) {}

  private final List<Entry> entries = new ArrayList<>();
  private final TestingMetricRegistry registry =
      TestingMetricRegistry.builder()
          .setRegisterConsumer((metric, name, group) -> entries.add(new Entry(metric, name, group)))
          .setUnregisterConsumer(
              (metric, name, group) -> entries.removeIf(entry -> entry.metric == metric))
          .build();

  /** The group of a new task. */
  TaskMetricGroup task() {
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionAttemptID.randomId(), "task");
  }

  /** A counter or gauge, added up over all tasks. */
  long sum(String pattern, Metric name) {
    return of(pattern, name).stream().mapToLong(RegisteredMetrics::value).sum();
  }

  /** A histogram of the only task that has it. */
  HistogramStatistics statistics(String pattern, Metric name) {
    List<org.apache.flink.metrics.Metric> found = of(pattern, name);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " tasks have " + name + " of " + pattern);
    }
    return ((Histogram) found.get(0)).getStatistics();
  }

  /** How many tasks have it. */
  int tasks(String pattern, Metric name) {
    return of(pattern, name).size();
  }

  private List<org.apache.flink.metrics.Metric> of(String pattern, Metric name) {
    return entries.stream()
        .filter(entry -> entry.name.equals(name.key()))
        .filter(entry -> pattern.equals(entry.group.getAllVariables().get("<pattern>")))
        .filter(entry -> List.of(entry.group.getScopeComponents()).contains("redthread"))
        .map(Entry::metric)
        .toList();
  }

  private static long value(org.apache.flink.metrics.Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    return (Long) ((Gauge<?>) metric).getValue();
  }
}
