package dev.redthread.pipeline.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed offsets, else the earliest, as numbers: Flink's own would hand the reader a sign
 * that says "committed", and the clock could not know whether something is unread.
 */
@SuppressWarnings("deprecation") // of the connector
final class CommittedOrEarliest implements OffsetsInitializer {
  private static final long serialVersionUID = 1;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
    Map<TopicPartition, Long> offsets = new HashMap<>(broker.beginningOffsets(partitions));
    broker
        .committedOffsets(partitions)
        .forEach((partition, committed) -> offsets.merge(partition, committed, Math::max));
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.EARLIEST;
  }
}
