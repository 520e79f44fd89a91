/**
 * The job: one graph as a function of its sources and sinks, and what it counts.
 *
 * <p>Enters: sources of raw records, sinks, and settings. Leaves: a Flink job whose every operator
 * has a uid and whose every type has its own serialiser.
 */
@NullMarked
package dev.redthread.pipeline;

import org.jspecify.annotations.NullMarked;
