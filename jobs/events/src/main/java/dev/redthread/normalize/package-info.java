/**
 * From a vendor's bytes to events, driven by {@code config/sources/*.yml}.
 *
 * <p>Enters: lines of files and messages of topics. Leaves: {@link dev.redthread.event.Event}s and
 * {@link dev.redthread.event.DeadLetter}s. Must stay true: every record ends as at least one of
 * them, no input whatever raises an exception, and nothing of a record is held in memory that
 * neither a pattern nor the evidence asks for.
 *
 * <pre>
 *   line ─► RecordDecoder ─► RawRecord ─► RecordReader ─► slots ─► Normalizer ─► Event
 *           envelope, agent              one pass over            fields, time, id,
 *           shapes                       a path trie              activity, person
 * </pre>
 */
@NullMarked
package dev.redthread.normalize;

import org.jspecify.annotations.NullMarked;
