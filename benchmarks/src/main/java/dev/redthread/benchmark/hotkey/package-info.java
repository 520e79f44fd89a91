/**
 * One key under a flood, on the detector alone with its state in memory.
 *
 * <p>Enters: a pattern, an order of arrival, a budget. Leaves: what each event took, what it wrote,
 * and what became of another key meanwhile. The events are the same for all orders.
 */
@NullMarked
package dev.redthread.benchmark.hotkey;

import org.jspecify.annotations.NullMarked;
