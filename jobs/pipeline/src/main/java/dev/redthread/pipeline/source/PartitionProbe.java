package dev.redthread.pipeline.source;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker about once a second where the partitions of a reader end.
 *
 * <p>It is a consumer of no group, so it sees the end that the reader sees, also where only
 * committed transactions are read. A partition that stays before its end may hold nothing but the
 * marks of transactions there, which are never delivered; so it looks what is the next to read.
 *
 * <p><i>Errors:</i> while the broker does not answer nothing is reported, which holds the clock; it
 * is logged once.
 *
 * <p><i>Thread safety:</i> may be called from any; it works in a daemon thread of its own.
 */
final class PartitionProbe implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionProbe.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

  private final Properties client;
  private final TimestampTypeCheck timestampTypes;
  private final Clock wallClock;
  private final Map<TopicPartition, PartitionClock> watched = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> before = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> asking;
  private @Nullable Thread thread;
  private boolean silent;

  PartitionProbe(Properties client, Clock wallClock) {
    this.client = new Properties();
    this.client.putAll(client);
    this.client.setProperty("key.deserializer", ByteArrayDeserializer.class.getName());
    this.client.setProperty("value.deserializer", ByteArrayDeserializer.class.getName());
    this.client.setProperty("enable.auto.commit", "false");
    this.client.setProperty("auto.offset.reset", "earliest");
    this.client.setProperty("max.poll.records", "1");
    this.client.setProperty("max.partition.fetch.bytes", "65536");
    this.client.remove("group.id");
    this.client.remove("group.instance.id");
    this.client.remove("client.id");
    this.timestampTypes = new TimestampTypeCheck(client);
    this.wallClock = wallClock;
  }

  void watch(PartitionClock clock) {
    watched.put(clock.split().getTopicPartition(), clock);
  }

  /**
   * @param reports gets the ends by split, in the probe's thread
   */
  void start(Consumer<Map<String, PartitionEnd>> reports) {
    Thread started = new Thread(() -> run(reports), "received-clock");
    started.setDaemon(true);
    started.setContextClassLoader(PartitionProbe.class.getClassLoader());
    started.start();
    thread = started;
  }

  private void run(Consumer<Map<String, PartitionEnd>> reports) {
    while (closed.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> broker = new KafkaConsumer<>(client)) {
        asking = broker;
        do {
          reports.accept(ask(broker));
          if (silent) {
            silent = false;
            LOG.info("The broker answers again, the received clock goes on");
          }
        } while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException | InterruptException e) {
        return;
      } catch (RuntimeException e) {
        asking = null;
        pause(e);
      }
    }
  }

  private void pause(RuntimeException why) {
    if (!silent && closed.getCount() > 0) {
      LOG.warn("The broker does not say where its partitions end; the received clock waits", why);
    }
    silent = true;
    try {
      boolean over = closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("Asking again, unless it is over: {}", over);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, PartitionEnd> ask(KafkaConsumer<byte[], byte[]> broker) {
    Set<TopicPartition> partitions = new HashSet<>(watched.keySet());
    if (partitions.isEmpty()) {
      return Map.of();
    }
    timestampTypes.check(partitions);
    // Nothing is fetched before a poll; of partitions that are not assigned the client warns.
    broker.assign(partitions);
    Map<TopicPartition, Long> begins = broker.beginningOffsets(partitions, LONGEST_ANSWER);
    long asked = wallClock.millis();
    Map<TopicPartition, Long> ends = broker.endOffsets(partitions, LONGEST_ANSWER);
    Map<String, PartitionEnd> report = new HashMap<>();
    watched.forEach(
        (partition, clock) -> {
          Long begin = begins.get(partition);
          Long end = ends.get(partition);
          if (begin != null && end != null) {
            long readable = readable(broker, partition, clock.position(), begin, end);
            report.put(clock.split().splitId(), new PartitionEnd(readable, end, asked));
          }
        });
    return report;
  }

  private long readable(
      KafkaConsumer<byte[], byte[]> broker,
      TopicPartition partition,
      long position,
      long begin,
      long end) {
    Long earlier = before.put(partition, position);
    boolean stays = earlier != null && earlier == position;
    if (!stays || position >= end || begin >= end) {
      return begin;
    }
    broker.assign(List.of(partition));
    broker.seek(partition, Math.max(position, begin));
    ConsumerRecords<byte[], byte[]> next = broker.poll(LONGEST_LOOK);
    return next.isEmpty()
        ? broker.position(partition, LONGEST_ANSWER)
        : next.records(partition).get(0).offset();
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> broker = asking;
    if (broker != null) {
      broker.wakeup();
    }
    Thread running = thread;
    if (running != null) {
      // Not interrupted at once: a consumer that is interrupted cannot close its connections.
      running.join(LONGEST_LOOK.toMillis());
      running.interrupt();
    }
  }
}
