package dev.redthread.pipeline.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Merges files by received time: the earliest next record of all, ties in the order of the files.
 *
 * <p><i>Cost:</i> a look at each file for each record; recorded logs are a few files.
 *
 * <p><i>Thread safety:</i> the task's thread only, as Flink calls it.
 */
final class RecordedLogReader implements SourceReader<Delivered, LogSplit> {

  private final LogDecoding decoding;
  private final Clock wallClock;
  private final List<LogFile> files = new ArrayList<>();
  private final CompletableFuture<Void> assigned = new CompletableFuture<>();
  private boolean noMoreSplits;
  private long clock = Long.MIN_VALUE;

  RecordedLogReader(LogDecoding decoding, Clock wallClock) {
    this.decoding = decoding;
    this.wallClock = wallClock;
  }

  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Delivered> output) throws IOException {
    LogFile earliest = earliest();
    if (earliest == null) {
      return noMoreSplits ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }
    Delivered next = Objects.requireNonNull(earliest.peek());
    long received = next.receivedTime();
    if (received > clock) {
      clock = received;
      output.emitWatermark(new Watermark(received - 1));
    }
    output.collect(next, received);
    earliest.advance();
    return InputStatus.MORE_AVAILABLE;
  }

  private @Nullable LogFile earliest() {
    LogFile earliest = null;
    long received = Long.MAX_VALUE;
    for (LogFile file : files) {
      Delivered next = file.peek();
      if (next != null && (earliest == null || next.receivedTime() < received)) {
        earliest = file;
        received = next.receivedTime();
      }
    }
    return earliest;
  }

  @Override
  public List<LogSplit> snapshotState(long checkpointId) {
    return files.isEmpty()
        ? List.of()
        : List.of(new LogSplit(files.stream().map(LogFile::position).toList()));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return files.isEmpty() && !noMoreSplits ? assigned : CompletableFuture.completedFuture(null);
  }

  @Override
  public void addSplits(List<LogSplit> splits) {
    for (LogSplit split : splits) {
      for (LogPosition position : split.positions()) {
        files.add(open(position));
      }
    }
    assigned.complete(null);
  }

  private LogFile open(LogPosition position) {
    try {
      return LogFile.open(decoding, wallClock, position);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + position.file(), unreadable);
    }
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    assigned.complete(null);
  }

  @Override
  public void close() throws IOException {
    for (LogFile file : files) {
      file.close();
    }
  }
}
