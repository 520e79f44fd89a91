/**
 * What Redthread claims of its speed and size, measured.
 *
 * <p>Enters: the size of a run. Leaves: a table and JSON with what was measured, the machine it was
 * measured on, and for each claim the ratio it makes. Must stay true: who is compared runs in the
 * same process, by turns, on the same events.
 */
@NullMarked
package dev.redthread.benchmark;

import org.jspecify.annotations.NullMarked;
