/**
 * Half-finished chains: how many mandatory steps of a sequence a group has reached.
 *
 * <p>Enters: a {@link dev.redthread.engine.match.Timeline}, when its last completion was, and the
 * received clock. Leaves: the farthest step with the events that fill the steps so far. Must stay
 * true: the answer is a function of the set of events on the timeline and of the clock; the first k
 * steps are reached when they would be found as a sequence of their own.
 */
@NullMarked
package dev.redthread.engine.progress;

import org.jspecify.annotations.NullMarked;
