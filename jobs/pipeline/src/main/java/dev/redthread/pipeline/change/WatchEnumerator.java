package dev.redthread.pipeline.change;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the one position to the one reader. */
final class WatchEnumerator implements SplitEnumerator<WatchPosition, List<WatchPosition>> {
  private final SplitEnumeratorContext<WatchPosition> context;
  private @Nullable WatchPosition unassigned;

  WatchEnumerator(
      SplitEnumeratorContext<WatchPosition> context, @Nullable WatchPosition unassigned) {
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
  public void addSplitsBack(List<WatchPosition> positions, int subtask) {
    unassigned = positions.get(0);
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
  }

  @Override
  public List<WatchPosition> snapshotState(long checkpointId) {
    return unassigned == null ? List.of() : List.of(unassigned);
  }

  @Override
  public void close() {}
}
