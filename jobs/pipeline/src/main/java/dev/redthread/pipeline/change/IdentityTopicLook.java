package dev.redthread.pipeline.change;

import dev.redthread.event.Origin;
import dev.redthread.pattern.PatternTexts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link IdentityTopic} from its beginning, and at each look on to its end.
 *
 * <p>It is a consumer of no group: where it stands is not kept. What state knows is the table in
 * force, so a topic that is read again changes nothing.
 */
final class IdentityTopicLook implements PatternLook {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  /** How old what the client knows of partitions may be. */
  private static final String OLDEST_METADATA_MILLIS = "5000";

  private final String topic;
  private final Properties client;
  private final IdentityRows rows = new IdentityRows();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions = List.of();

  IdentityTopicLook(String topic, Properties client) {
    this.topic = topic;
    this.client = new Properties();
    this.client.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, OLDEST_METADATA_MILLIS);
    this.client.putAll(client);
  }

  @Override
  public List<FoundTexts> look() throws IOException {
    try {
      KafkaConsumer<byte[], byte[]> broker = consumer;
      if (broker == null) {
        broker = new KafkaConsumer<>(client);
        consumer = broker;
      }
      place(broker);
      readToEnd(broker);
    } catch (KafkaException e) {
      throw new IOException("the topic " + topic + " cannot be read: " + e, e);
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("topic " + topic, rows.csv());
    texts.put(RefusedRecords.NAME, RefusedRecords.text(rows.refused()));
    return List.of(new FoundTexts("topic " + topic, new PatternTexts(texts, List.of())));
  }

  /** Reads partitions that were added from their beginning too. */
  private void place(KafkaConsumer<byte[], byte[]> broker) throws IOException {
    List<TopicPartition> found =
        broker.partitionsFor(topic, LONGEST_ANSWER).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (found.isEmpty()) {
      throw new IOException("there is no topic " + topic + ": create it");
    }
    List<TopicPartition> added = new ArrayList<>(found);
    added.removeAll(partitions);
    if (!added.isEmpty()) {
      broker.assign(found);
      broker.seekToBeginning(added);
      partitions = found;
    }
  }

  private void readToEnd(KafkaConsumer<byte[], byte[]> broker) throws IOException {
    Map<TopicPartition, Long> ends = broker.endOffsets(partitions, LONGEST_ANSWER);
    int unanswered = 0;
    while (!isBehind(broker, ends).isEmpty()) {
      ConsumerRecords<byte[], byte[]> records = broker.poll(LONGEST_POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        rows.put(
            record.key(),
            record.value(),
            new Origin(topic, record.partition(), record.offset()),
            record.timestamp());
      }
      unanswered = records.isEmpty() ? unanswered + 1 : 0;
      if (LONGEST_POLL.multipliedBy(unanswered).compareTo(LONGEST_ANSWER) > 0) {
        throw new IOException("the topic " + topic + " does not deliver its records");
      }
    }
  }

  /** The partitions that are not read to their end. */
  private static List<TopicPartition> isBehind(
      KafkaConsumer<byte[], byte[]> broker, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .filter(end -> broker.position(end.getKey(), LONGEST_ANSWER) < end.getValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  @Override
  public void wakeUp() {
    KafkaConsumer<byte[], byte[]> broker = consumer;
    if (broker != null) {
      broker.wakeup();
    }
  }

  @Override
  public void close() {
    KafkaConsumer<byte[], byte[]> broker = consumer;
    if (broker != null) {
      broker.close();
    }
  }
}
