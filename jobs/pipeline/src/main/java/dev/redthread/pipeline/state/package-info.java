/**
 * Bytes and names of everything that Flink keeps or sends: one serialiser over {@link
 * dev.redthread.event.Codec}, the codecs of the pipeline's own types, keyed state as the engine
 * sees it, and the uids.
 *
 * <p>Enters: values. Leaves: versioned bytes, with the version in a snapshot beside them. Must stay
 * true: nothing falls back to Kryo, every released version can be read, and no result depends on
 * the order in which a state back end iterates.
 */
@NullMarked
package dev.redthread.pipeline.state;

import org.jspecify.annotations.NullMarked;
