package dev.redthread.pipeline.pull;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives the feeds to the one reader. A feed that is new in the configuration begins, one that has
 * gone from it is forgotten, and begins anew should it come back.
 */
final class PullEnumerator implements SplitEnumerator<PullSplit, PullAssignment> {
  private final SplitEnumeratorContext<PullSplit> context;
  private final Map<String, PullSplit> waiting = new LinkedHashMap<>();
  private final Set<String> given = new LinkedHashSet<>();

  PullEnumerator(
      SplitEnumeratorContext<PullSplit> context,
      List<Feed> feeds,
      PullAssignment restored,
      Clock clock) {
    this.context = context;
    Map<String, PullSplit> kept = new LinkedHashMap<>();
    restored.waiting().forEach(split -> kept.put(split.feed(), split));
    for (Feed feed : feeds) {
      if (restored.given().contains(feed.name())) {
        given.add(feed.name());
      } else {
        long from = clock.millis() - feed.lookback().toMillis();
        waiting.put(
            feed.name(), kept.getOrDefault(feed.name(), PullSplit.start(feed.name(), from)));
      }
    }
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    addReader(subtask);
  }

  @Override
  public void addSplitsBack(List<PullSplit> splits, int subtask) {
    for (PullSplit split : splits) {
      given.remove(split.feed());
      waiting.put(split.feed(), split);
    }
    if (context.registeredReaders().containsKey(subtask)) {
      addReader(subtask);
    }
  }

  @Override
  public void addReader(int subtask) {
    for (PullSplit split : new ArrayList<>(waiting.values())) {
      context.assignSplit(split, subtask);
      waiting.remove(split.feed());
      given.add(split.feed());
    }
  }

  @Override
  public PullAssignment snapshotState(long checkpointId) {
    return new PullAssignment(List.copyOf(waiting.values()), List.copyOf(given));
  }

  @Override
  public void close() {}
}
