/**
 * Which events matter to which patterns, decided before anything is shuffled or kept.
 *
 * <p>Enters: an {@link dev.redthread.event.Event}. Leaves: for each pattern and group it matters
 * to, the rules it matches. Must stay true: the index only saves work; the answer is that of asking
 * every rule of every event.
 */
@NullMarked
package dev.redthread.engine.screen;

import org.jspecify.annotations.NullMarked;
