package dev.redthread.event;

/**
 * Bytes as a topic or file delivered them, before anything was read from them.
 *
 * <p><i>Units:</i> both times are milliseconds since 1970 UTC. The array is not copied and must not
 * be changed.
 *
 * @param source the log source whose mapping reads the bytes
 * @param receivedTime the record's arrival, monotone within a partition or file
 * @param ingestedTime the wall clock when this job read them; only for measuring latency
 * @param bytes one vendor record, in the vendor's own format
 * @param origin where they came from
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(
    String source, long receivedTime, long ingestedTime, byte[] bytes, Origin origin) {}
