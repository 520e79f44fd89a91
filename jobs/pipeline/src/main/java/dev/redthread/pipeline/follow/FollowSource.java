package dev.redthread.pipeline.follow;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.source.LogDecoding;
import dev.redthread.pipeline.source.OneSplitEnumerator;
import dev.redthread.pipeline.source.UnassignedSerializer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Files that are followed as they grow, as one source that makes the received clock: give it to
 * Flink with {@code WatermarkStrategy.noWatermarks()}, at parallelism 1.
 *
 * <p><i>Errors:</i> a line that holds no record is delivered as refused; a file that cannot be read
 * is logged, counted, and tried again with each look.
 */
public final class FollowSource implements Source<Delivered, FollowSplit, List<FollowSplit>> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // made by copyOf
  private final List<FollowedFeed> feeds;

  private final Sources sources;

  private FollowSource(List<FollowedFeed> feeds, Sources sources) {
    this.feeds = List.copyOf(feeds);
    this.sources = sources;
  }

  /**
   * The feeds of a configuration.
   *
   * @param base what relative globs begin at
   */
  public static FollowSource of(
      Map<String, PipelineConfig.Follow> configured, Sources sources, Path base) {
    List<FollowedFeed> feeds = new ArrayList<>();
    configured.forEach(
        (name, follow) ->
            feeds.add(
                new FollowedFeed(
                    name,
                    base.toAbsolutePath().toString(),
                    follow.files(),
                    follow.source().orElse(null))));
    return new FollowSource(feeds, sources);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Delivered, FollowSplit> createReader(SourceReaderContext context) {
    Clock clock = Clock.systemUTC();
    Metrics metrics = Metrics.of(context.metricGroup());
    return new FollowReader(
        feeds,
        (feed, places) ->
            new FeedFiles(
                feed,
                new LogDecoding(sources, feed.source()),
                places,
                new FollowMeter(metrics.ofFeed(feed.name()))),
        new Looks(feeds, clock),
        clock);
  }

  @Override
  public SplitEnumerator<FollowSplit, List<FollowSplit>> createEnumerator(
      SplitEnumeratorContext<FollowSplit> context) {
    return OneSplitEnumerator.endless(context, new FollowSplit(List.of()));
  }

  @Override
  public SplitEnumerator<FollowSplit, List<FollowSplit>> restoreEnumerator(
      SplitEnumeratorContext<FollowSplit> context, List<FollowSplit> unassigned) {
    return OneSplitEnumerator.endless(context, unassigned.isEmpty() ? null : unassigned.get(0));
  }

  @Override
  public SimpleVersionedSerializer<FollowSplit> getSplitSerializer() {
    return new FollowSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<FollowSplit>> getEnumeratorCheckpointSerializer() {
    return new UnassignedSerializer<>(new FollowSplitSerializer());
  }
}
