package dev.redthread.pipeline.source;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;

/**
 * All topics of a Kafka cluster as one source that makes the received clock itself: give it to
 * Flink with {@code WatermarkStrategy.noWatermarks()}.
 *
 * <p>It starts at the group's committed offsets, else at the earliest, unless a checkpoint says
 * where; offsets are committed with each checkpoint.
 *
 * <p><i>Errors:</i> a record that cannot be read is delivered as refused; a topic that is named
 * twice is an {@link IllegalArgumentException}.
 */
public final class KafkaInput {
  private KafkaInput() {}

  public static Source<Delivered, ?, ?> of(Kafka kafka, Sources sources) {
    Map<String, String> sourceByTopic = sourceByTopic(kafka);
    Properties client = new Properties();
    client.putAll(kafka.properties());
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    KafkaSource<Delivered> records =
        KafkaSource.<Delivered>builder()
            .setProperties(client)
            .setGroupId(kafka.groupId())
            .setClientIdPrefix(kafka.groupId())
            .setTopics(List.copyOf(sourceByTopic.keySet()))
            .setStartingOffsets(new CommittedOrEarliest())
            .setDeserializer(new KafkaDelivery(sourceByTopic, sources))
            .build();
    return new ReceivedClockSource(records, client);
  }

  /** The empty name stands for topics whose records name their source. */
  private static Map<String, String> sourceByTopic(Kafka kafka) {
    Map<String, String> sourceByTopic = new HashMap<>();
    kafka
        .topics()
        .forEach((source, topics) -> topics.names().forEach(it -> put(sourceByTopic, it, source)));
    kafka.envelopeTopics().forEach(topic -> put(sourceByTopic, topic, ""));
    if (sourceByTopic.isEmpty()) {
      throw new IllegalArgumentException("name a topic of Kafka to read");
    }
    return sourceByTopic;
  }

  private static void put(Map<String, String> sourceByTopic, String topic, String source) {
    if (sourceByTopic.put(topic, source) != null) {
      throw new IllegalArgumentException("the topic " + topic + " is named twice: remove one");
    }
  }
}
