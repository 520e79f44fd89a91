/**
 * Decides, on a whole timeline, whether an event completes its pattern and by which chain.
 *
 * <p>Enters: a {@link dev.redthread.engine.match.Timeline} and the place of an event on it. Leaves:
 * a {@link dev.redthread.engine.Completion} or nothing. Must stay true: the answer is a function of
 * the set of events on the timeline alone.
 */
@NullMarked
package dev.redthread.engine.match;

import org.jspecify.annotations.NullMarked;
