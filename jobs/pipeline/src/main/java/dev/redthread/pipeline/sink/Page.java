package dev.redthread.pipeline.sink;

import java.io.Serializable;

/**
 * One message to the pager.
 *
 * @param dedupKey the same for all messages about one incident
 * @param json the body, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent")
public record Page(String dedupKey, byte[] json) implements Serializable {}
