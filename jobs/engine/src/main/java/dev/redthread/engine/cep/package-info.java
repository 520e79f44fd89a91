/**
 * Sequences as Flink CEP patterns, run outside of Flink CEP's own operator: one {@code NFA} for
 * each pattern, one {@code SharedBuffer} for each operator, and the run-time state of each key on
 * the heap.
 *
 * <p>Enters: the events of a timeline in order. Leaves: whether the newest completes the sequence;
 * which chain it completes is chosen on the timeline. Must stay true: an event of which it is said
 * that it completes nothing does not; all else may be wrong, late or lost at the price of a look at
 * the timeline. No other package knows of Flink CEP.
 *
 * <pre>
 *   event ─► drop partial matches that can go no further (a bound was passed, a negated or until event came)
 *         ─► drop dominated ones: same state, began no later, took its last event no later
 *         ─► NFA.process: followedByAny, noSkip, within(timespan + 1 ms)
 * </pre>
 *
 * <p>Pruning happens only between distinct event times. Where a group of equal times matters to
 * more than one step, or holds a negated or until event beside a step, nothing is said for as long
 * as a chain could reach back to it.
 */
@NullMarked
package dev.redthread.engine.cep;

import org.jspecify.annotations.NullMarked;
