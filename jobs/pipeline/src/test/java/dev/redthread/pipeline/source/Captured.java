package dev.redthread.pipeline.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a reader that a test drives itself puts out. */
public record Captured(List<Delivered> records, List<Long> times, List<Long> watermarks)
    implements ReaderOutput<Delivered> {

  public Captured() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  @Override
  public void collect(Delivered record) {
    throw new IllegalStateException("a record without its time");
  }

  @Override
  public void collect(Delivered record, long timestamp) {
    records.add(record);
    times.add(timestamp);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    watermarks.add(watermark.getTimestamp());
  }

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<Delivered> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}
}
