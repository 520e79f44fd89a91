package dev.redthread.benchmark.latency;

import dev.redthread.benchmark.workload.GoogleLogins;
import dev.redthread.benchmark.workload.OktaRecords;
import dev.redthread.benchmark.workload.PairedStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of a stream to Kafka on a schedule, whoever reads them and however slowly.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
final class Load implements AutoCloseable {
  static final String PROMPT_TOPIC = "okta";
  static final String LATE_TOPIC = "google-workspace-login";
  static final Duration LATENESS = Duration.ofHours(6);

  /** No schedule: as fast as the broker takes them. */
  static final double UNPACED = Double.POSITIVE_INFINITY;

  private static final double NANOS = 1e9;

  private final PairedStream stream;
  private final Journal journal;
  private final int partitions;
  private final Clock wallClock;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param partitions of the topic of prompt records; that of late ones has one
   */
  Load(
      String bootstrapServers,
      PairedStream stream,
      Journal journal,
      int partitions,
      Clock wallClock) {
    this.stream = stream;
    this.journal = journal;
    this.partitions = partitions;
    this.wallClock = wallClock;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * What was sent.
   *
   * @param perSecond prompt records a second, as it came out
   * @param behindMillis how far behind its schedule it was at the most
   */
  record Sent(double perSecond, double behindMillis) {}

  /**
   * Sends prompt records, and after each ten of them a late one if wanted, and waits until the
   * broker has them all.
   *
   * @param from the number of the first
   */
  Sent send(long from, long count, double perSecond, boolean late) {
    double spacing = NANOS / perSecond;
    long start = System.nanoTime();
    double behind = 0;
    for (long i = 0; i < count; i++) {
      long due = start + (long) (i * spacing);
      long wait = due - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      } else if (spacing > 0) {
        behind = Math.max(behind, (double) -wait);
      }
      prompt(from + i);
      if (late && (from + i + 1) % PairedStream.PROMPT_FOR_ONE_LATE == 0) {
        late((from + i) / PairedStream.PROMPT_FOR_ONE_LATE);
      }
    }
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("Kafka did not take a record", failed);
    }
    return new Sent(count * NANOS / (System.nanoTime() - start), behind / 1e6);
  }

  private void prompt(long number) {
    send(
        new ProducerRecord<>(
            PROMPT_TOPIC,
            (int) (number % partitions),
            null,
            stream.prompt(number, wallClock.millis())),
        OktaRecords.SOURCE,
        number,
        PairedStream.isPrompt(number));
  }

  private void late(long number) {
    long time = wallClock.millis() - LATENESS.toMillis();
    send(
        new ProducerRecord<>(LATE_TOPIC, 0, null, stream.late(number, time)),
        GoogleLogins.SOURCE,
        number,
        PairedStream.isLate(number));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
  private void send(
      ProducerRecord<byte[], byte[]> kafka, String source, long number, boolean noted) {
    producer.send(
        kafka,
        (metadata, failed) -> {
          if (failed != null) {
            failure.compareAndSet(null, failed);
          } else if (noted) {
            journal.append(source, number, metadata.timestamp());
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }
}
