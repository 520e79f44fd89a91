/**
 * Where bytes enter: recorded logs in files, and Kafka topics.
 *
 * <p>Enters: lines and records. Leaves: a {@link dev.redthread.pipeline.source.Delivered} for each,
 * with the received time as its Flink timestamp, and the watermark "everything received before this
 * has been delivered". Must stay true: what was read is either a record or a dead letter, positions
 * are part of the checkpoint, and the clock never runs ahead of what is still unread.
 */
@NullMarked
package dev.redthread.pipeline.source;

import org.jspecify.annotations.NullMarked;
