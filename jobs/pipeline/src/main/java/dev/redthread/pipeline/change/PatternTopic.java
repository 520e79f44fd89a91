package dev.redthread.pipeline.change;

import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A Kafka topic of one partition on which whole sets of patterns are published; the last that can
 * be run is in force.
 *
 * <p><i>Errors:</i> {@link IllegalArgumentException} for a client that does not prove who it is:
 * then the broker could not tell either who publishes.
 *
 * @param client properties of the Kafka client
 */
public record PatternTopic(String topic, Map<String, String> client) implements PatternPlace {
  public PatternTopic {
    client = Map.copyOf(client);
  }

  public static PatternTopic of(String topic, Kafka kafka) {
    return new PatternTopic(topic, client("patterns", topic, kafka));
  }

  /** The client of a topic that decides what is detected. */
  static Map<String, String> client(String what, String topic, Kafka kafka) {
    if (!kafka.authenticates()) {
      throw new IllegalArgumentException(
          what + " are not taken from the topic " + topic + " without authentication");
    }
    Map<String, String> client = new HashMap<>(kafka.properties());
    client.put("bootstrap.servers", kafka.bootstrapServers());
    return client;
  }

  @Override
  public PatternLook open() {
    return new TopicLook(topic, consumer(client));
  }

  /** A consumer of no group, which reads what is committed. */
  static Properties consumer(Map<String, String> client) {
    Properties consumer = new Properties();
    consumer.setProperty("reconnect.backoff.max.ms", "10000");
    consumer.putAll(client);
    consumer.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
    consumer.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
    consumer.setProperty("enable.auto.commit", "false");
    consumer.setProperty("auto.offset.reset", "earliest");
    consumer.setProperty("allow.auto.create.topics", "false");
    consumer.setProperty("isolation.level", "read_committed");
    consumer.remove("group.id");
    consumer.remove("group.instance.id");
    consumer.remove("client.id");
    return consumer;
  }

  @Override
  public boolean goesBeforeFiles() {
    return true;
  }
}
