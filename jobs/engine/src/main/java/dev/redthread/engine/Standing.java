package dev.redthread.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a group and a pattern beside its findings.
 *
 * @param progress the half-finished chain that came farthest, when there is one
 * @param lastCompletion the event time of the last completing event, or {@link Long#MIN_VALUE}
 * @param weight how many events had to be read to say so
 */
public record Standing(@Nullable Progress progress, long lastCompletion, int weight) {}
