package dev.redthread.pipeline.change;

import java.util.List;
import org.apache.flink.api.connector.source.Source;

/**
 * Patterns and side files that change while a job runs.
 *
 * @param versions what the job was started with, and what makes the rest of each version
 * @param source the versions that follow; its clock stands at the end of time, so that it holds up
 *     none. Read by one task
 * @param sides the side files that change too
 */
public record PatternChanges(
    Versions versions, Source<PatternVersion, ?, ?> source, List<SideFiles> sides) {
  public PatternChanges {
    sides = List.copyOf(sides);
  }

  /** Patterns only. */
  public PatternChanges(Versions versions, Source<PatternVersion, ?, ?> source) {
    this(versions, source, List.of());
  }
}
