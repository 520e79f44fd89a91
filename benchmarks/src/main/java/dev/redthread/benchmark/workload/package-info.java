/**
 * What every contestant is given: patterns, vendor records and the events in them.
 *
 * <p>Enters: a size. Leaves: patterns as files would hold them, and records by number. Must stay
 * true: the same number is the same record, for whoever asks and whatever the machine.
 */
@NullMarked
package dev.redthread.benchmark.workload;

import org.jspecify.annotations.NullMarked;
