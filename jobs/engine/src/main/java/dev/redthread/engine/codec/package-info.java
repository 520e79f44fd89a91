/**
 * The versioned bytes of what the engine sends and keeps.
 *
 * <p>Enters and leaves: the records of {@link dev.redthread.engine}. Must stay true: equal values
 * have equal bytes, and bytes of every version ever released can be read; bytes of version 1 are
 * kept with the tests.
 */
@NullMarked
package dev.redthread.engine.codec;

import org.jspecify.annotations.NullMarked;
