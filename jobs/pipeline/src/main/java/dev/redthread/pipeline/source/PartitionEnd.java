package dev.redthread.pipeline.source;

/**
 * What the broker reported of a partition.
 *
 * @param readable the first offset from which there can be anything to read
 * @param end the offset after the last record
 * @param asked the wall clock just before it was asked, in milliseconds since 1970 UTC
 */
record PartitionEnd(long readable, long end, long asked) {}
