package dev.redthread.pipeline.follow;

import dev.redthread.pipeline.source.Delivered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what each look found, a line of each feed in turn. When all of it was read, all that was
 * received up to the look was delivered, and the clock says so.
 *
 * <p><i>Thread safety:</i> the task's thread only, as Flink calls it.
 */
final class FollowReader implements SourceReader<Delivered, FollowSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(FollowReader.class);

  /** How far behind the wall clock the clock is held, for recorded logs of other machines. */
  static final long SLACK_MILLIS = 10_000;

  private final List<FollowedFeed> feeds;
  private final BiFunction<FollowedFeed, FeedPlaces, FeedFiles> files;
  private final Looks looks;
  private final Clock clock;
  private final Map<String, FeedFiles> byName = new LinkedHashMap<>();
  private final List<FeedFiles> reading = new ArrayList<>();
  private final CompletableFuture<Void> assigned = new CompletableFuture<>();
  private int turn;
  private long at;
  private long said = Long.MIN_VALUE;

  FollowReader(
      List<FollowedFeed> feeds,
      BiFunction<FollowedFeed, FeedPlaces, FeedFiles> files,
      Looks looks,
      Clock clock) {
    this.feeds = feeds;
    this.files = files;
    this.looks = looks;
    this.clock = clock;
  }

  @Override
  public void start() {
    looks.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Delivered> output) {
    if (byName.isEmpty() || (reading.isEmpty() && !begin())) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    while (!reading.isEmpty()) {
      turn = turn % reading.size();
      Delivered next = reading.get(turn).next(Math.max(0, said), clock.millis());
      if (next != null) {
        turn++;
        output.collect(next, next.receivedTime());
        return InputStatus.MORE_AVAILABLE;
      }
      reading.remove(turn);
    }
    if (at - SLACK_MILLIS > said) {
      said = at - SLACK_MILLIS;
      output.emitWatermark(new Watermark(said));
    }
    return InputStatus.NOTHING_AVAILABLE;
  }

  private boolean begin() {
    Looks.Look look = looks.take();
    if (look == null) {
      return false;
    }
    at = look.at();
    byName.forEach(
        (name, feed) -> {
          List<FoundFile> found = look.files().get(name);
          if (found != null) {
            feed.look(found, at);
          }
          reading.add(feed);
        });
    return true;
  }

  @Override
  public List<FollowSplit> snapshotState(long checkpointId) {
    return byName.isEmpty()
        ? List.of()
        : List.of(new FollowSplit(byName.values().stream().map(FeedFiles::places).toList()));
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (byName.isEmpty()) {
      return assigned;
    }
    return reading.isEmpty() ? looks.available() : CompletableFuture.completedFuture(null);
  }

  @Override
  public void addSplits(List<FollowSplit> splits) {
    Map<String, FeedPlaces> places = new LinkedHashMap<>();
    for (FollowSplit split : splits) {
      split.feeds().forEach(feed -> places.put(feed.feed(), feed));
    }
    for (FollowedFeed feed : feeds) {
      FeedPlaces known = places.remove(feed.name());
      byName.put(
          feed.name(),
          files.apply(feed, known == null ? new FeedPlaces(feed.name(), 1, List.of()) : known));
    }
    places
        .keySet()
        .forEach(gone -> LOG.warn("{} is followed no more, its places are dropped", gone));
    assigned.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() throws Exception {
    looks.close();
    byName.values().forEach(FeedFiles::close);
  }
}
