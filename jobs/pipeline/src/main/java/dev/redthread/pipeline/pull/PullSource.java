package dev.redthread.pipeline.pull;

import dev.redthread.normalize.Pull;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Delivered;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * All feeds that a job asks for itself, as one source that makes the received clock: give it to
 * Flink with {@code WatermarkStrategy.noWatermarks()}, at parallelism 1.
 *
 * <p><i>Errors:</i> none after the start: what goes wrong with a feed is logged and counted, and
 * asked for again.
 */
public final class PullSource implements Source<Delivered, PullSplit, PullAssignment> {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // an immutable list of records
  private final List<Feed> feeds;

  private final Faults.Pauses pauses;

  PullSource(List<Feed> feeds, Faults.Pauses pauses) {
    this.feeds = List.copyOf(feeds);
    this.pauses = pauses;
  }

  /**
   * The feeds of a configuration.
   *
   * <p><i>Errors:</i> {@link IllegalArgumentException} for a source that cannot be asked.
   */
  public static PullSource of(Map<String, PipelineConfig.Feed> configured, Sources sources) {
    List<Feed> feeds = new ArrayList<>();
    configured.forEach(
        (name, config) -> {
          Pull pull = sources.mapping(config.source()).map(SourceMapping::pull).orElse(null);
          if (pull == null) {
            throw new IllegalArgumentException(
                "the source " + config.source() + " has no block pull in its mapping");
          }
          feeds.add(Feed.of(name, config, pull));
        });
    return new PullSource(feeds, Faults.Pauses.USUAL);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Delivered, PullSplit> createReader(SourceReaderContext context) {
    Clock clock = Clock.systemUTC();
    Map<String, Feed> byName =
        feeds.stream().collect(Collectors.toUnmodifiableMap(Feed::name, feed -> feed));
    ExecutorService threads = threads();
    HttpClient client = client(threads);
    Metrics metrics = Metrics.of(context.metricGroup());
    Function<PullSplit, Poller> pollers =
        split -> {
          Feed feed = Objects.requireNonNull(byName.get(split.feed()));
          FeedMeter meter = new FeedMeter(metrics.ofFeed(feed.name()), clock);
          return new Poller(
              feed,
              split,
              new Requests(feed, client, clock, meter),
              new Faults(feed.name(), pauses),
              meter,
              clock);
        };
    return new PullReader(
        new ThreadForEachFeed(() -> new FeedReader(pollers, clock), context.getConfiguration()),
        byName.keySet(),
        context,
        threads::shutdownNow);
  }

  private static ExecutorService threads() {
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "pull");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** It follows no redirection by itself, and trusts whom the Java runtime trusts. */
  static HttpClient client(ExecutorService threads) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(threads)
        .build();
  }

  @Override
  public SplitEnumerator<PullSplit, PullAssignment> createEnumerator(
      SplitEnumeratorContext<PullSplit> context) {
    return restoreEnumerator(context, new PullAssignment(List.of(), List.of()));
  }

  @Override
  public SplitEnumerator<PullSplit, PullAssignment> restoreEnumerator(
      SplitEnumeratorContext<PullSplit> context, PullAssignment restored) {
    return new PullEnumerator(context, feeds, restored, Clock.systemUTC());
  }

  @Override
  public SimpleVersionedSerializer<PullSplit> getSplitSerializer() {
    return new PullSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<PullAssignment> getEnumeratorCheckpointSerializer() {
    return new PullAssignmentSerializer();
  }
}
