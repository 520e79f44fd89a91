package dev.redthread.benchmark;

import dev.redthread.normalize.Sources;
import java.nio.file.Path;

/**
 * How much is run.
 *
 * @param quick as little as shows that everything works; the figures then mean nothing
 * @param rounds how often each contestant has its turn; the median counts
 * @param tasks the parallelism of the jobs
 * @param root the folder of the project, with what is shipped
 * @param sources how vendor records are read
 */
record Plan(boolean quick, int rounds, int tasks, Path root, Sources sources) {

  /** A number of events that all tasks can share evenly, much smaller in a quick run. */
  long events(long full) {
    long wanted = quick ? Math.min(full, 2_000) : full;
    return Math.max(tasks, wanted - wanted % tasks);
  }
}
