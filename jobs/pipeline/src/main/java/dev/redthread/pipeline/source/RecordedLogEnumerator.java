package dev.redthread.pipeline.source;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the one split to the first reader that is there, and nothing to the others. */
final class RecordedLogEnumerator implements SplitEnumerator<LogSplit, List<LogSplit>> {

  private final SplitEnumeratorContext<LogSplit> context;
  private @Nullable LogSplit unassigned;

  RecordedLogEnumerator(SplitEnumeratorContext<LogSplit> context, @Nullable LogSplit unassigned) {
    this.context = context;
    this.unassigned = unassigned;
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    addReader(subtask);
  }

  @Override
  public void addSplitsBack(List<LogSplit> splits, int subtask) {
    unassigned = splits.get(0);
    if (context.registeredReaders().containsKey(subtask)) {
      addReader(subtask);
    }
  }

  @Override
  public void addReader(int subtask) {
    if (unassigned != null) {
      context.assignSplit(unassigned, subtask);
      unassigned = null;
    }
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public List<LogSplit> snapshotState(long checkpointId) {
    return unassigned == null ? List.of() : List.of(unassigned);
  }

  @Override
  public void close() {}
}
