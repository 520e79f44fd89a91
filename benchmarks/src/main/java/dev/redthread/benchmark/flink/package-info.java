/**
 * The jobs that are measured, in a Flink cluster in this process.
 *
 * <p>Enters: patterns and a number of events. Leaves: how long the job took from its first event to
 * its last, and the processor time this process used meanwhile. Must stay true: Redthread's
 * operators are those of its job; stock Flink CEP gets the same events, no wider than its sequences
 * need, and the same settings.
 */
@NullMarked
package dev.redthread.benchmark.flink;

import org.jspecify.annotations.NullMarked;
