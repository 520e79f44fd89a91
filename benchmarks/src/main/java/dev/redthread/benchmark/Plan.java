package dev.redthread.benchmark;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How much is run.
 *
 * @param quick as little as shows that everything works; the figures then mean nothing
 * @param rounds how often each contestant has its turn; the median counts
 * @param tasks the parallelism of the jobs
 * @param root the folder of the project, with what is shipped
 * @param floods the patterns of the hot key, by name; all when there are none
 * @param timelines how many are left open
 * @param backends where their state is kept
 * @param sources how vendor records are read
 */
record Plan(
    boolean quick,
    int rounds,
    int tasks,
    Path root,
    List<String> floods,
    long timelines,
    Set<StateBackend> backends,
    Sources sources) {
  Plan {
    floods = List.copyOf(floods);
    backends = Collections.unmodifiableSet(EnumSet.copyOf(backends));
  }

  /** A number of events that all tasks can share evenly, much smaller in a quick run. */
  long events(long full) {
    long wanted = quick ? Math.min(full, 2_000) : full;
    return Math.max(tasks, wanted - wanted % tasks);
  }
}
