package dev.redthread.pipeline.source;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * How far one partition was read, and the received time up to which it was.
 *
 * <p><i>Invariants:</i> received times never go back, and no record is received at or before a
 * watermark that went out.
 *
 * <p><i>Thread safety:</i> the task's thread only, but for {@link #position}.
 */
final class PartitionClock {

  /** How far behind the wall clock a silent partition is held, for clocks that differ. */
  static final long SLACK_MILLIS = 10_000;

  /** Watermarks between two records are not worth more than this. */
  private static final long SPACING_MILLIS = 200;

  private final KafkaPartitionSplit split;
  private volatile long position;
  private long received;
  private long said = Long.MIN_VALUE;
  private long saidAt = Long.MIN_VALUE;

  PartitionClock(KafkaPartitionSplit split) {
    this.split = split;
    this.received = ClockedSplit.received(split);
    // The connector's sign for "earliest" is negative; the broker says later where that is.
    this.position = Math.max(0, split.getStartingOffset());
  }

  KafkaPartitionSplit split() {
    return split;
  }

  /** The offset after the last record that was delivered. */
  long position() {
    return position;
  }

  /** The running maximum of received times. */
  long received() {
    return received;
  }

  /** Delivers a record and, now and then, the watermark before it. */
  void deliver(Delivered record, long recordTime, long now, SourceOutput<Delivered> output) {
    long time = recordTime < 0 ? now : Math.min(recordTime, now);
    received = Math.max(received, time);
    if (now - SPACING_MILLIS >= saidAt) {
      say(now, output);
    }
    output.collect(record.receivedAt(received), received);
    position = record.origin().position() + 1;
  }

  /**
   * Takes what the broker reported: with nothing unread the wall clock counts, else the last
   * record.
   */
  void hear(PartitionEnd end, long now, SourceOutput<Delivered> output) {
    if (Math.max(position, end.readable()) >= end.end()) {
      received = Math.max(received, end.asked() - SLACK_MILLIS + 1);
    }
    say(now, output);
  }

  private void say(long now, SourceOutput<Delivered> output) {
    long watermark = received - 1;
    if (received > 0 && watermark > said) {
      said = watermark;
      saidAt = now;
      output.emitWatermark(new Watermark(watermark));
    }
  }
}
