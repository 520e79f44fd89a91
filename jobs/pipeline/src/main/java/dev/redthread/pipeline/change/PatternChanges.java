package dev.redthread.pipeline.change;

import org.apache.flink.api.connector.source.Source;

/**
 * Patterns that change while a job runs.
 *
 * @param versions what the job was started with, and what makes the rest of each version
 * @param source the versions that follow; its clock stands at the end of time, so that it holds up
 *     none. Read by one task
 */
public record PatternChanges(Versions versions, Source<PatternVersion, ?, ?> source) {}
