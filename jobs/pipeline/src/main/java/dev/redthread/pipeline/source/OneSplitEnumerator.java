package dev.redthread.pipeline.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives the one split of a source to the first reader that is there, and nothing to the others.
 *
 * @param <S> the split
 */
public final class OneSplitEnumerator<S extends SourceSplit>
    implements SplitEnumerator<S, List<S>> {

  private final SplitEnumeratorContext<S> context;
  private final boolean ends;
  private @Nullable S unassigned;

  private OneSplitEnumerator(
      SplitEnumeratorContext<S> context, boolean ends, @Nullable S unassigned) {
    this.context = context;
    this.ends = ends;
    this.unassigned = unassigned;
  }

  /** Of a source that ends. */
  static <S extends SourceSplit> OneSplitEnumerator<S> ending(
      SplitEnumeratorContext<S> context, @Nullable S unassigned) {
    return new OneSplitEnumerator<>(context, true, unassigned);
  }

  /** Of a source that never ends. */
  public static <S extends SourceSplit> OneSplitEnumerator<S> endless(
      SplitEnumeratorContext<S> context, @Nullable S unassigned) {
    return new OneSplitEnumerator<>(context, false, unassigned);
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    addReader(subtask);
  }

  @Override
  public void addSplitsBack(List<S> splits, int subtask) {
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
    if (ends) {
      context.signalNoMoreSplits(subtask);
    }
  }

  @Override
  public List<S> snapshotState(long checkpointId) {
    return unassigned == null ? List.of() : List.of(unassigned);
  }

  @Override
  public void close() {}
}
