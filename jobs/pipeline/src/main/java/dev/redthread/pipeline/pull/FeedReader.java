package dev.redthread.pipeline.pull;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one feed that its thread is for: asks when something is due, else says the clock now
 * and then.
 *
 * <p><i>Thread safety:</i> the feed's thread; {@link #wakeUp} any.
 */
final class FeedReader implements SplitReader<Pulled, PullSplit> {
  /** How often a feed with nothing to do says the clock. */
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Function<PullSplit, Poller> pollers;
  private final Clock clock;
  private String feed = "";
  private volatile @Nullable Poller poller;
  private boolean woken;

  FeedReader(Function<PullSplit, Poller> pollers, Clock clock) {
    this.pollers = pollers;
    this.clock = clock;
  }

  @Override
  public RecordsWithSplitIds<Pulled> fetch() {
    Poller asking = poller;
    if (asking == null) {
      pause(LONGEST_PAUSE_MILLIS);
      return batch(List.of());
    }
    long wait = asking.due() - clock.millis();
    if (wait <= 0) {
      return batch(asking.step());
    }
    pause(Math.min(wait, LONGEST_PAUSE_MILLIS));
    return batch(asking.idle());
  }

  private RecordsWithSplitIds<Pulled> batch(List<Pulled> pulled) {
    return new RecordsBySplits<>(pulled.isEmpty() ? Map.of() : Map.of(feed, pulled), Set.of());
  }

  private synchronized void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis; left > 0 && !woken; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    woken = false;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<PullSplit> change) {
    PullSplit split = change.splits().get(0);
    feed = split.feed();
    poller = pollers.apply(split);
  }

  @Override
  public void wakeUp() {
    Poller asking = poller;
    if (asking != null) {
      asking.wakeUp();
    }
    synchronized (this) {
      woken = true;
      notifyAll();
    }
  }

  @Override
  public void close() {}
}
