package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import org.jspecify.annotations.Nullable;

/**
 * When a finding last went out.
 *
 * @param publishedAt processing time, in milliseconds since 1970 UTC
 * @param waiting the newest revision that came too soon after it
 */
public record Pace(long publishedAt, @Nullable Finding waiting) {}
