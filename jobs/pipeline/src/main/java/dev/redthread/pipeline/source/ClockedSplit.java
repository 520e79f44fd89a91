package dev.redthread.pipeline.source;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * A partition, how far it was read, and its clock then: what is read again after a restore is
 * received at the same time again.
 */
@SuppressWarnings("EqualsGetClass") // two splits of a partition and offset are one to Flink
final class ClockedSplit extends KafkaPartitionSplit {

  private final long received;

  /**
   * @param received the clock in milliseconds since 1970 UTC
   */
  ClockedSplit(KafkaPartitionSplit split, long received) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.received = received;
  }

  /** The clock of a split, 0 where it has none yet. */
  static long received(KafkaPartitionSplit split) {
    return split instanceof ClockedSplit clocked ? clocked.received : 0;
  }
}
