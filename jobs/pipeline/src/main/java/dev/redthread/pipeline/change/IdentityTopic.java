package dev.redthread.pipeline.change;

import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import java.util.Map;

/**
 * A compacted Kafka topic of names: the key of a record is an identifier, its value says whose,
 * {@code {"person": …}}; without a value the identifier is nobody's any more. Whatever number of
 * partitions it has.
 *
 * <p><i>Errors:</i> {@link IllegalArgumentException} for a client that does not prove who it is:
 * then the broker could not tell either who makes persons of names.
 *
 * @param client properties of the Kafka client
 */
public record IdentityTopic(String topic, Map<String, String> client) implements PatternPlace {
  public IdentityTopic {
    client = Map.copyOf(client);
  }

  public static IdentityTopic of(String topic, Kafka kafka) {
    return new IdentityTopic(topic, PatternTopic.client("identities", topic, kafka));
  }

  @Override
  public PatternLook open() {
    return new IdentityTopicLook(topic, PatternTopic.consumer(client));
  }

  @Override
  public boolean goesBeforeFiles() {
    return true;
  }
}
