package dev.redthread.benchmark;

import dev.redthread.benchmark.flink.Checkpoints;
import dev.redthread.benchmark.flink.TimelineJob;
import dev.redthread.benchmark.workload.OpenChains;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a million open timelines take, on both back ends, with and without their originals. */
final class OpenTimelines implements Benchmark {
  private static final String NAME = "timelines";

  /** The fewest of which each task gets some, in each part of the measurement. */
  static final long LEAST = 1_000;

  private static final double MOST_BYTES = 1_024;
  private static final double MEBI = 1 << 20;

  /** Of the heap that is free at first, what timelines may take; more could not be collected. */
  private static final double SHARE_OF_HEAP = 0.75;

  /** One in so many is taken in before anything is measured, and as many change at the end. */
  private static final int FEW = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    for (StateBackend backend : plan.backends()) {
      for (boolean originals : plan.quick() ? List.of(false) : List.of(false, true)) {
        Map<String, Double> figures = measure(plan, backend, originals);
        String scenario = originals ? "with originals" : "without originals";
        report.add(new Measurement(NAME, scenario, backend.name(), figures));
        System.err.println("  " + backend + ", " + scenario + ": " + figures);
        if (!originals) {
          String figure =
              backend == StateBackend.HEAP ? "heap bytes a timeline" : "stored bytes a timeline";
          report.add(
              Claim.atMost(
                  NAME,
                  figure + ", " + backend + ", " + scenario,
                  MOST_BYTES,
                  figures.getOrDefault(figure, 0.0)));
        }
      }
    }
  }

  private static Map<String, Double> measure(Plan plan, StateBackend backend, boolean originals)
      throws Exception {
    long wanted = plan.quick() ? LEAST : plan.timelines();
    long few = wanted / FEW;
    OpenChains chains = new OpenChains(plan.sources(), plan.tasks(), originals);
    try (TimelineJob job = TimelineJob.start(chains, backend, plan.tasks())) {
      job.takeIn(events(few / 2));
      long empty = usedHeap();
      job.takeIn(events(few));
      long first = usedHeap();
      long timelines = backend == StateBackend.HEAP ? fitting(wanted, few, empty, first) : wanted;
      ProcessTime start = ProcessTime.now();
      job.takeIn(events(timelines));
      Lap lap = start.lapTo(ProcessTime.now(), events(timelines) - events(few), 0);
      long all = usedHeap();
      Checkpoints.Taken full = job.fullCheckpoint();
      job.takeIn(events(timelines + few));
      Checkpoints.Taken next = job.checkpoint();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("timelines", (double) timelines);
      figures.put("heap bytes a timeline", (double) (all - first) / (timelines - few));
      figures.put("stored bytes a timeline", (double) full.bytes() / timelines);
      figures.put("full checkpoint MiB", full.written() / MEBI);
      figures.put("full checkpoint s", full.seconds());
      figures.put("next checkpoint MiB", next.written() / MEBI);
      figures.put("next checkpoint s", next.seconds());
      figures.put("events/s", lap.perSecond());
      figures.put("events per CPU s", lap.perCpuSecond());
      return figures;
    }
  }

  /** Half of the timelines have a second event. */
  private static long events(long timelines) {
    return timelines / 2 * OpenChains.EVENTS_OF_TWO;
  }

  /** As many as the heap has room for. */
  private static long fitting(long wanted, long few, long empty, long first) {
    double each = Math.max(1, (first - empty) / (few / 2.0));
    double free = (Runtime.getRuntime().maxMemory() - empty) * SHARE_OF_HEAP;
    return Math.max(few, Math.min(wanted, (long) (free / each)));
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
