package dev.redthread.pipeline.sink;

import java.time.Duration;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/** The bounds of a writer, in Flink's words. */
final class BatchLimits {
  private BatchLimits() {}

  static AsyncSinkWriterConfiguration of(
      int inBatch, long bytes, int inFlight, int buffered, Duration longestInBuffer) {
    return AsyncSinkWriterConfiguration.builder()
        .setMaxBatchSize(inBatch)
        .setMaxBatchSizeInBytes(bytes)
        .setMaxInFlightRequests(inFlight)
        .setMaxBufferedRequests(buffered)
        .setMaxTimeInBufferMS(longestInBuffer.toMillis())
        .setMaxRecordSizeInBytes(bytes)
        .build();
  }
}
