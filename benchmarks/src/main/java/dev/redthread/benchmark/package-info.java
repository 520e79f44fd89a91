/**
 * Measured claims: ratios against a peer in the same run, never absolute figures of one machine.
 *
 * <p>Enters: nothing but a seedless, numbered stream of events. Leaves: a table on stdout and JSON
 * in {@code benchmarks/target}. Must stay true: both sides read the same events and must find the
 * same number of matches, else the run fails.
 */
@NullMarked
package dev.redthread.benchmark;

import org.jspecify.annotations.NullMarked;
