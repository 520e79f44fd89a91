package dev.redthread.pipeline.change;

import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.OneSplitEnumerator;
import dev.redthread.pipeline.source.UnassignedSerializer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of the patterns, or of side files, after the one with which the job was started. Use
 * it at parallelism 1.
 *
 * <p>A job that goes on from the state of one that was started with other files says its own files
 * first, so they come into force as any change does; unless the place {@linkplain
 * PatternPlace#goesBeforeFiles goes before them} and has a set.
 *
 * <p><i>Errors:</i> none: what cannot be read or run is logged as {@code lint} shows it, counted,
 * and the version before stays.
 */
public final class PatternWatchSource
    implements Source<PatternVersion, WatchPosition, List<WatchPosition>> {
  /** Within which time after it was said every task has a version in force. */
  public static final Duration IN_EFFECT = Duration.ofSeconds(5);

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(PatternWatchSource.class);

  private final PatternVersion base;
  private final TextsCheck check;
  private final @Nullable PatternPlace place;
  private final Duration interval;

  /**
   * @param place where to look; none when nothing is to change
   * @param interval between two looks
   */
  public PatternWatchSource(Versions versions, Optional<PatternPlace> place, Duration interval) {
    this(versions.base(), versions.compiler(), place, interval);
  }

  /**
   * @param base what the job was started with; all versions are of its subject
   * @param check decides what may come into force
   * @param place where to look; none when nothing is to change
   * @param interval between two looks
   */
  public PatternWatchSource(
      PatternVersion base, TextsCheck check, Optional<PatternPlace> place, Duration interval) {
    this.base = base;
    this.check = check;
    this.place = place.orElse(null);
    this.interval = interval;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<PatternVersion, WatchPosition> createReader(SourceReaderContext context) {
    Counter refused =
        Metrics.of(context.metricGroup())
            .counter(base.isOfPatterns() ? Metric.PATTERNS_REFUSED : Metric.SIDE_FILES_REFUSED);
    Consumer<String> refusals =
        reason -> {
          refused.inc();
          LOG.error(
              "A change of {} is refused, what was there before stays in force:\n{}",
              base.subject(),
              reason);
        };
    return new WatchReader(
        base,
        Optional.ofNullable(place).map(at -> new PatternWatch(at.open(), check, refusals)),
        place != null && place.goesBeforeFiles(),
        interval,
        Clock.systemUTC(),
        refusals);
  }

  @Override
  public SplitEnumerator<WatchPosition, List<WatchPosition>> createEnumerator(
      SplitEnumeratorContext<WatchPosition> context) {
    return OneSplitEnumerator.endless(context, WatchPosition.start(base));
  }

  @Override
  public SplitEnumerator<WatchPosition, List<WatchPosition>> restoreEnumerator(
      SplitEnumeratorContext<WatchPosition> context, List<WatchPosition> unassigned) {
    return OneSplitEnumerator.endless(context, unassigned.isEmpty() ? null : unassigned.get(0));
  }

  @Override
  public SimpleVersionedSerializer<WatchPosition> getSplitSerializer() {
    return new WatchPositionSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<WatchPosition>> getEnumeratorCheckpointSerializer() {
    return new UnassignedSerializer<>(new WatchPositionSerializer());
  }
}
