/**
 * Logs that a job asks for itself, over HTTP, as the block {@code pull} of their mapping says.
 *
 * <p>Enters: the {@link dev.redthread.normalize.Pull} of a mapping and what the job's file says of
 * it. Leaves: a {@link dev.redthread.pipeline.source.Delivered} for each record, received when its
 * answer came, and the watermark "everything received before this has been delivered".
 *
 * <pre>
 *   PullEnumerator ── PullSplit ──► PullReader ◄── bounded queue ── FeedReader: a thread for each feed
 *                                    (task's thread)                  Poller: what to ask next
 *                                    PulledEmitter: clock, position   Requests ► Caller: one request
 * </pre>
 *
 * <p>Must stay true: only hosts that the configuration names are called; a position moves when what
 * lies before it was handed on, never when it was read; what cannot be read is asked for again, and
 * a dead letter; a feed that fails holds up neither the others nor a checkpoint, and the received
 * clock only for a while.
 *
 * <p>It is a package of the pipeline, beside {@code source} and {@code sink}, and no module: it
 * needs {@code Delivered}, the metrics and the wire types, and a module between {@code events} and
 * {@code pipeline} could have none of them. What the mapping says is read where mappings are, in
 * {@code normalize}, which knows nothing of Flink.
 */
@NullMarked
package dev.redthread.pipeline.pull;

import org.jspecify.annotations.NullMarked;
