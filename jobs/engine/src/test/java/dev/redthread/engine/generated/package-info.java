/**
 * Generated cases for the engine.
 *
 * <p>Enters: a seed. Leaves: a pattern, events and the order in which they arrive, run through the
 * engine and compared with the reference. Must stay true: equal seeds give equal cases, and a
 * failing case prints its seed and its timeline.
 */
@NullMarked
package dev.redthread.engine.generated;

import org.jspecify.annotations.NullMarked;
