package dev.redthread.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class PartitionClockTest {
  private static final long NOW = 1_000_000_000;
  private static final long SILENT = NOW - PartitionClock.SLACK_MILLIS;

  private final Captured output = new Captured();
  private final KafkaPartitionSplit split = new KafkaPartitionSplit(new TopicPartition("t", 0), 5);
  private final PartitionClock clock = new PartitionClock(split);

  private void deliver(PartitionClock to, long offset, long time) {
    to.deliver(
        new Delivered.Accepted(
            new RawRecord("s", time, NOW, new byte[0], new Origin("t", 0, offset))),
        time,
        NOW,
        output);
  }

  @Test
  void unreadRecordsHoldTheClock() {
    clock.hear(new PartitionEnd(0, 6, NOW), NOW, output);

    assertThat(output.watermarks()).isEmpty();
  }

  @Test
  void silenceIsTheWallClockLessTheSlack() {
    clock.hear(new PartitionEnd(0, 5, NOW), NOW, output);

    assertThat(output.watermarks()).containsExactly(SILENT);
  }

  @Test
  void whatTheBrokerNoLongerHasIsNotUnread() {
    clock.hear(new PartitionEnd(9, 9, NOW), NOW, output);

    assertThat(output.watermarks()).containsExactly(SILENT);
  }

  @Test
  void aRecordIsNeverReceivedBeforeAWatermarkThatWentOut() {
    clock.hear(new PartitionEnd(0, 5, NOW), NOW, output);
    deliver(clock, 5, 1_000);

    assertThat(output.times()).containsExactly(SILENT + 1);
    assertThat(output.records().get(0).receivedTime()).isEqualTo(SILENT + 1);
  }

  @Test
  void aRecordTimeAheadOfTheWallClockIsTheWallClock() {
    deliver(clock, 5, NOW + 1);

    assertThat(output.times()).containsExactly(NOW);
  }

  @Test
  void aRecordWithoutTimeIsReceivedNow() {
    deliver(clock, 5, -1);

    assertThat(output.times()).containsExactly(NOW);
  }

  @Test
  void receivedTimesDoNotGoBackOverARestore() throws Exception {
    deliver(clock, 5, 2_000);
    deliver(clock, 6, 1_000);
    ClockedSplitSerializer bytes = new ClockedSplitSerializer();
    KafkaPartitionSplit restored =
        bytes.deserialize(
            bytes.getVersion(), bytes.serialize(new ClockedSplit(split, clock.received())));
    deliver(new PartitionClock(restored), 7, 1_500);

    assertThat(restored).isEqualTo(split);
    assertThat(output.times()).containsExactly(2_000L, 2_000L, 2_000L);
    assertThat(output.watermarks()).allMatch(watermark -> watermark < 2_000);
  }
}
