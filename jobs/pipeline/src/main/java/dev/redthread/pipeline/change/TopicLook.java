package dev.redthread.pipeline.change;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link PatternTopic} to its end at each look, at first from some records before it.
 *
 * <p>It is a consumer of no group: where it stands is not kept. What state knows is the set in
 * force, so records that are read again change nothing.
 */
final class TopicLook implements PatternLook {
  /** So many of the last records are looked through for one that can be run. */
  static final int RECENT = 10;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);

  private final TopicPartition partition;
  private final Properties client;
  private final Deque<FoundTexts> found = new ArrayDeque<>();
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private boolean placed;

  TopicLook(String topic, Properties client) {
    this.partition = new TopicPartition(topic, 0);
    this.client = client;
  }

  @Override
  public List<FoundTexts> look() throws IOException {
    try {
      KafkaConsumer<byte[], byte[]> broker = consumer;
      if (broker == null) {
        broker = new KafkaConsumer<>(client);
        consumer = broker;
      }
      if (!placed) {
        place(broker);
        placed = true;
      }
      readToEnd(broker);
    } catch (KafkaException e) {
      throw new IOException("the topic " + partition.topic() + " cannot be read: " + e, e);
    }
    List<FoundTexts> newestFirst = new ArrayList<>(found);
    found.clear();
    return newestFirst;
  }

  private void place(KafkaConsumer<byte[], byte[]> broker) throws IOException {
    int partitions = broker.partitionsFor(partition.topic(), LONGEST_ANSWER).size();
    if (partitions == 0) {
      throw new IOException("there is no topic " + partition.topic() + ": create it");
    }
    if (partitions > 1) {
      throw new IOException(
          "the topic "
              + partition.topic()
              + " has more than one partition: create it with one, so that one set is the last");
    }
    broker.assign(List.of(partition));
    long begin = offset(broker.beginningOffsets(List.of(partition), LONGEST_ANSWER));
    broker.seek(partition, Math.max(begin, end(broker) - RECENT));
  }

  private void readToEnd(KafkaConsumer<byte[], byte[]> broker) throws IOException {
    long end = end(broker);
    int unanswered = 0;
    while (broker.position(partition, LONGEST_ANSWER) < end) {
      ConsumerRecords<byte[], byte[]> records = broker.poll(LONGEST_POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        found.addFirst(read(record));
        if (found.size() > RECENT) {
          found.removeLast();
        }
      }
      unanswered = records.isEmpty() ? unanswered + 1 : 0;
      if (LONGEST_POLL.multipliedBy(unanswered).compareTo(LONGEST_ANSWER) > 0) {
        throw new IOException("the topic " + partition.topic() + " does not deliver its records");
      }
    }
  }

  private static FoundTexts read(ConsumerRecord<byte[], byte[]> record) {
    String where = "topic " + record.topic() + ", offset " + record.offset();
    return new FoundTexts(where, new PublishedSet(where).read(record.value()));
  }

  private long end(KafkaConsumer<byte[], byte[]> broker) {
    return offset(broker.endOffsets(List.of(partition), LONGEST_ANSWER));
  }

  private long offset(Map<TopicPartition, Long> offsets) {
    return Objects.requireNonNull(offsets.get(partition), "the broker left the partition out");
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
