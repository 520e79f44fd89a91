package dev.redthread.pipeline.sink;

import java.io.Serializable;

/**
 * One document for Elasticsearch.
 *
 * @param index the index it goes to
 * @param id its stable id
 * @param version its external version: a write with a lower one than stored is no error and changes
 *     nothing
 * @param json its source, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent")
public record Document(String index, String id, long version, byte[] json)
    implements Serializable {}
