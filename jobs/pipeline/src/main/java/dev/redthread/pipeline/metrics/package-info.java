/**
 * What the job counts and measures while it runs.
 *
 * <p>Enters: what the operators do. Leaves: Flink metrics under {@code redthread}, those of detect
 * once for each pattern. Must stay true: every name is in {@link
 * dev.redthread.pipeline.metrics.Metric} and, with what it says, in {@code docs/operating.md};
 * reading a metric reads no state.
 */
@NullMarked
package dev.redthread.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
