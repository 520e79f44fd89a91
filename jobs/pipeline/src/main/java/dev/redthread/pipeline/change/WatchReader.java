package dev.redthread.pipeline.change;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Looks in a thread of its own, so that a slow disk or a large set holds up no checkpoint, and
 * hands what it found to the task's thread.
 *
 * <p>Its clock stands at the end of time from the beginning: it says nothing of what was received.
 *
 * <p><i>Thread safety:</i> {@link #look} runs in its own thread, the rest in the task's; what they
 * share is guarded by {@code this}.
 */
final class WatchReader implements SourceReader<PatternVersion, WatchPosition> {
  private final PatternVersion base;
  private final Optional<PatternWatch> watch;
  private final Duration interval;
  private final Clock clock;
  private final Consumer<String> failures;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "pattern-watch");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable WatchPosition position;
  private @Nullable Map<String, String> found;
  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

  WatchReader(
      PatternVersion base,
      Optional<PatternWatch> watch,
      Duration interval,
      Clock clock,
      Consumer<String> failures) {
    this.base = base;
    this.watch = watch;
    this.interval = interval;
    this.clock = clock;
    this.failures = failures;
  }

  @Override
  public void start() {
    watch.ifPresent(
        patterns -> {
          long pause = interval.toMillis();
          var unused =
              looking.scheduleWithFixedDelay(
                  () -> look(patterns), pause, pause, TimeUnit.MILLISECONDS);
        });
  }

  private void look(PatternWatch patterns) {
    String inForce;
    synchronized (this) {
      if (position == null || found != null) {
        return;
      }
      inForce = position.inForce();
    }
    try {
      patterns.look(inForce).ifPresent(this::found);
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever is in the files, the job goes on with what it has.
      failures.accept("the pattern files cannot be looked at: " + e);
    }
  }

  private synchronized void found(Map<String, String> files) {
    found = files;
    available.complete(null);
  }

  @Override
  public synchronized InputStatus pollNext(ReaderOutput<PatternVersion> output) {
    output.emitWatermark(new Watermark(Long.MAX_VALUE));
    WatchPosition before = position;
    if (before != null && !before.base().equals(base.hash())) {
      position = before.startedWith(base.hash());
      say(base.texts(), output);
    }
    if (found != null) {
      Map<String, String> files = found;
      found = null;
      say(files, output);
    }
    available = new CompletableFuture<>();
    return InputStatus.NOTHING_AVAILABLE;
  }

  private void say(Map<String, String> files, ReaderOutput<PatternVersion> output) {
    WatchPosition before = position;
    if (before == null || before.inForce().equals(PatternVersion.hash(files))) {
      return;
    }
    long since = clock.millis() + PatternWatchSource.IN_EFFECT.toMillis();
    PatternVersion version = PatternVersion.of(before.number() + 1, since, files);
    position = before.said(version);
    output.collect(version);
  }

  @Override
  public synchronized List<WatchPosition> snapshotState(long checkpointId) {
    return position == null ? List.of() : List.of(position);
  }

  @Override
  public synchronized CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public synchronized void addSplits(List<WatchPosition> positions) {
    position = positions.get(0);
    available.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
