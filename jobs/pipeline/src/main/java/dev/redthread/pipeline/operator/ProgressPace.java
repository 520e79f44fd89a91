package dev.redthread.pipeline.operator;

import dev.redthread.engine.Progress;
import org.jspecify.annotations.Nullable;

/**
 * How far a group was last said to have come.
 *
 * @param at when it was last looked at with an effort, processing time in milliseconds since 1970
 *     UTC
 * @param version the external version of what was last published, 0 before the first
 * @param waiting whether something changed since then that was not looked at
 * @param published what stands as open in Elasticsearch
 */
public record ProgressPace(long at, long version, boolean waiting, @Nullable Progress published) {

  ProgressPace withWaiting(boolean changed) {
    return new ProgressPace(at, version, changed, published);
  }
}
