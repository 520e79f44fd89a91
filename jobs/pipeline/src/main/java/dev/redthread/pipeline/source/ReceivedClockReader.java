package dev.redthread.pipeline.source;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * The connector's reader, with the received clock of each of its partitions.
 *
 * <p>A partition that was assigned holds the clock at once, before it delivers anything. A reader
 * that has had no partition for a while is idle.
 *
 * <p><i>Thread safety:</i> the task's thread, as Flink calls it; the probe's for its reports.
 */
final class ReceivedClockReader implements SourceReader<Delivered, KafkaPartitionSplit> {

  /** All partitions are assigned together; one that has none after this long gets none. */
  private static final long PATIENCE_MILLIS = 30_000;

  private final SourceReader<Delivered, KafkaPartitionSplit> records;
  private final PartitionProbe probe;
  private final Clock wallClock;
  private final Map<String, PartitionClock> clocks = new HashMap<>();
  private final Map<String, SourceOutput<Delivered>> outputs = new HashMap<>();
  private final AtomicReference<@Nullable Map<String, PartitionEnd>> report =
      new AtomicReference<>();
  private volatile CompletableFuture<Void> reported = new CompletableFuture<>();
  private @Nullable ClockedOutput clocked;
  private long started;
  private boolean idle;

  ReceivedClockReader(
      SourceReader<Delivered, KafkaPartitionSplit> records, PartitionProbe probe, Clock wallClock) {
    this.records = records;
    this.probe = probe;
    this.wallClock = wallClock;
  }

  @Override
  public void start() {
    started = wallClock.millis();
    records.start();
    probe.start(this::report);
  }

  private void report(Map<String, PartitionEnd> ends) {
    report.set(ends);
    reported.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Delivered> output) throws Exception {
    ClockedOutput with = clocked;
    if (with == null || with.output() != output) {
      with = new ClockedOutput(output, clocks, wallClock);
      clocked = with;
      outputs.clear();
    }
    if (outputs.size() < clocks.size()) {
      hold(output);
    }
    if (report.get() != null) {
      hear(output);
    }
    return records.pollNext(with);
  }

  private void hold(ReaderOutput<Delivered> output) {
    if (idle) {
      idle = false;
      output.markActive();
    }
    clocks.forEach((id, clock) -> outputs.computeIfAbsent(id, output::createOutputForSplit));
  }

  private void hear(ReaderOutput<Delivered> output) {
    // The future first: a report that comes between the two is taken with the next.
    reported = new CompletableFuture<>();
    Map<String, PartitionEnd> ends = report.getAndSet(null);
    long now = wallClock.millis();
    if (ends == null) {
      return;
    }
    outputs.forEach(
        (id, partition) -> {
          PartitionClock clock = clocks.get(id);
          PartitionEnd end = ends.get(id);
          if (clock != null && end != null) {
            clock.hear(end, now, partition);
          }
        });
    if (clocks.isEmpty() && !idle && now - started > PATIENCE_MILLIS) {
      idle = true;
      output.markIdle();
    }
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> splits = new ArrayList<>();
    for (KafkaPartitionSplit split : records.snapshotState(checkpointId)) {
      PartitionClock clock = clocks.get(split.splitId());
      splits.add(new ClockedSplit(split, clock == null ? 0 : clock.received()));
    }
    return splits;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> next = records.isAvailable();
    CompletableFuture<Void> tick = reported;
    if (next.isDone() || report.get() != null) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.anyOf(next, tick).thenAccept(any -> {});
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      PartitionClock clock = new PartitionClock(split);
      clocks.put(split.splitId(), clock);
      probe.watch(clock);
    }
    records.addSplits(splits);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    records.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    records.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    records.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    try {
      probe.close();
    } finally {
      records.close();
    }
  }
}
