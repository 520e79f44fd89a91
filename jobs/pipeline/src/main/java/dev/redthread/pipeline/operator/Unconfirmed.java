package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.sink.Document;

/**
 * A stored document that was written after the checkpoint from which the job was restored.
 *
 * @param stored it, with the version under which it is stored
 * @param due when all that was read before the crash has been read again, on the received clock
 * @param isNew whether the job spoke of it for the first time after the checkpoint
 */
public record Unconfirmed(Document stored, long due, boolean isNew) {}
