/**
 * How long it takes from the append of a record to Kafka until what it raises is there.
 *
 * <p>Enters: a running broker and job. Leaves: percentiles. Must stay true: the clock starts when
 * the broker appends the record that completes a finding ({@code LogAppendTime}), not when somebody
 * gets round to sending it; broker, job and load are on one machine, so all times are of one clock.
 */
@NullMarked
package dev.redthread.benchmark.latency;

import org.jspecify.annotations.NullMarked;
