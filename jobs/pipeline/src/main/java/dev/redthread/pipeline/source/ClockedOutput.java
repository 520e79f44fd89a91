package dev.redthread.pipeline.source;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/**
 * Flink's output, whose outputs for partitions keep the clocks of these.
 *
 * <p><i>Thread safety:</i> the task's thread only.
 */
record ClockedOutput(
    ReaderOutput<Delivered> output, Map<String, PartitionClock> clocks, Clock wallClock)
    implements ReaderOutput<Delivered> {

  @Override
  public SourceOutput<Delivered> createOutputForSplit(String splitId) {
    return new OfPartition(
        output.createOutputForSplit(splitId),
        Objects.requireNonNull(clocks.get(splitId), splitId),
        wallClock);
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    output.releaseOutputForSplit(splitId);
  }

  @Override
  public void collect(Delivered record) {
    throw new IllegalStateException("a record of no partition");
  }

  @Override
  public void collect(Delivered record, long timestamp) {
    collect(record);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    output.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    output.markIdle();
  }

  @Override
  public void markActive() {
    output.markActive();
  }

  private record OfPartition(SourceOutput<Delivered> output, PartitionClock clock, Clock wallClock)
      implements SourceOutput<Delivered> {

    @Override
    public void collect(Delivered record) {
      collect(record, -1);
    }

    @Override
    public void collect(Delivered record, long recordTime) {
      clock.deliver(record, recordTime, wallClock.millis(), output);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }
}
