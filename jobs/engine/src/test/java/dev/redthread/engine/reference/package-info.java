/**
 * What a pattern finds, by brute force: written from the text of the semantics, for small inputs.
 *
 * <p>Enters: the events of one group and a pattern, in types of its own. Leaves: completing events,
 * their chains, findings. Must stay true: it imports nothing of the engine, of the rest of the
 * project or of Flink, and it tries every order of tied events and every assignment instead of
 * being clever.
 */
@NullMarked
package dev.redthread.engine.reference;

import org.jspecify.annotations.NullMarked;
