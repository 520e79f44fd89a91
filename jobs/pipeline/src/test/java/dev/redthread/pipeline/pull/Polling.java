package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.TestLog;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * One feed in the hands of a test, with the task's part done by hand: what is handed on moves the
 * position, and a restart goes on from the bytes of the position.
 */
final class Polling implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2026-11-09T10:00:00Z");

  private final Feed feed;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Registered group = new Registered();
  final Moment clock = new Moment(BEGIN);
  private Poller poller;
  private PullProgress progress;
  private final List<String> records = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<Long> clocks = new ArrayList<>();

  private static final class Registered extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name, any -> super.counter(name));
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(name, gauge);
      return gauge;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return this;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return this;
    }
  }

  private Polling(Feed feed) {
    this.feed = feed;
    progress =
        new PullProgress(PullSplit.start(feed.name(), clock.millis() - feed.lookback().toMillis()));
    poller = poller();
  }

  /** A feed of {@code test.log} by a block of a mapping. */
  static Polling of(ApiServer server, String block) {
    return of(server, block, Map.of("token", "T0"));
  }

  /** The same with other secrets. */
  static Polling of(ApiServer server, String block, Map<String, String> secrets) {
    Sources sources = Sources.read(Map.of("test.yml", TestLog.mapping("30m") + block.indent(0)));
    return of(server, sources, "test.log", Map.of("api", server.host()), secrets);
  }

  /**
   * A feed.
   *
   * @param secrets their values
   */
  static Polling of(
      ApiServer server,
      Sources sources,
      String source,
      Map<String, String> values,
      Map<String, String> secrets) {
    SourceMapping mapping = sources.mapping(source).orElseThrow();
    Feed configured =
        Feed.of(
            "feed",
            new PipelineConfig.Feed(
                source,
                values,
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ofMinutes(15),
                server.host().startsWith("http:")),
            Objects.requireNonNull(mapping.pull()));
    Map<String, SecretPlace> places = new HashMap<>();
    secrets.forEach((name, value) -> places.put(name, () -> value));
    return new Polling(
        new Feed(
            configured.name(),
            configured.source(),
            configured.pull(),
            configured.values(),
            places,
            configured.interval(),
            configured.overlap(),
            configured.lookback(),
            configured.hold(),
            configured.plainHttp()));
  }

  private FeedMeter meter() {
    return new FeedMeter(Metrics.of(group).ofFeed(feed.name()), clock);
  }

  private Requests requests(FeedMeter meter) {
    return new Requests(feed, PullSource.client(threads), clock, meter);
  }

  /** What becomes of one request. */
  Outcome ask(String path) {
    return requests(meter()).get(feed.url("{api}" + path));
  }

  private Poller poller() {
    FeedMeter meter = meter();
    return new Poller(
        feed,
        progress.split(),
        requests(meter),
        new Faults(feed.name(), Faults.Pauses.USUAL),
        meter,
        clock);
  }

  /** Asks once, whenever that is due. */
  Polling step() {
    clock.set(Math.max(clock.millis(), poller.due()));
    take(poller.step());
    return this;
  }

  Polling steps(int count) {
    for (int i = 0; i < count; i++) {
      step();
    }
    return this;
  }

  /** Asks until there is nothing to ask before the next poll. */
  Polling poll() {
    int said = clocks.size();
    while (clocks.size() == said) {
      step();
    }
    return this;
  }

  /** Lets time pass in which nothing is due. */
  Polling idle(Duration time) {
    clock.pass(time);
    take(poller.idle());
    return this;
  }

  /** What was read and not handed on is lost, and so is the process. */
  Polling restart() throws Exception {
    PullSplitSerializer bytes = new PullSplitSerializer();
    progress = new PullProgress(bytes.deserialize(1, bytes.serialize(progress.split())));
    poller = poller();
    return this;
  }

  private void take(List<Pulled> all) {
    for (Pulled pulled : all) {
      if (pulled instanceof Pulled.Arrived arrived) {
        arrived
            .delivered()
            .to(
                record -> {
                  records.add(new String(record.bytes(), StandardCharsets.UTF_8));
                  origins.add(record.origin());
                },
                letters::add);
        arrived.mark().ifPresent(progress::saw);
      } else if (pulled instanceof Pulled.Done done) {
        progress.saw(done.item());
      } else if (pulled instanceof Pulled.Reached reached) {
        progress.reached(reached);
      } else if (pulled instanceof Pulled.Clock said) {
        clocks.add(said.time());
      }
    }
  }

  List<String> records() {
    return records;
  }

  List<Origin> origins() {
    return origins;
  }

  List<DeadLetter> letters() {
    return letters;
  }

  /** The moments up to which everything was said to be handed on. */
  List<Long> clocks() {
    return clocks;
  }

  /** How long until something is due. */
  Duration pause() {
    return Duration.ofMillis(Math.max(0, poller.due() - clock.millis()));
  }

  PullSplit position() {
    return progress.split();
  }

  long count(Metric metric) {
    return Objects.requireNonNull(group.counters.get(metric.key())).getCount();
  }

  long lag() {
    return (Long) Objects.requireNonNull(group.gauges.get(Metric.LAG.key())).getValue();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
