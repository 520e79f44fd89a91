package dev.redthread.pipeline.metrics;

/**
 * What a task counts as kept of one pattern. It is saved with the state that it counts; added up
 * over all tasks it is right after a restart too, whatever the parallelism.
 *
 * @param pattern the id of the pattern
 * @param timelines groups of which an event is kept
 * @param events events on these timelines
 * @param partialMatches groups that are known to be half-finished
 */
public record Kept(String pattern, long timelines, long events, long partialMatches) {

  Kept plus(Kept more) {
    return new Kept(
        pattern,
        timelines + more.timelines,
        events + more.events,
        partialMatches + more.partialMatches);
  }

  boolean isNothing() {
    return timelines == 0 && events == 0 && partialMatches == 0;
  }
}
