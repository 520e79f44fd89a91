package dev.redthread.pipeline.change;

import java.io.IOException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in a thread of its own, so that a slow disk, a broker that is away or a large set holds up
 * no checkpoint, and hands what it found to the task's thread.
 *
 * <p>A place that goes before the files of the start is looked at once before those are said.
 *
 * <p>Its clock stands at the end of time from the beginning: it says nothing of what was received.
 *
 * <p><i>Thread safety:</i> {@link #look} runs in its own thread, the rest in the task's; what they
 * share is guarded by {@code this}.
 */
final class WatchReader implements SourceReader<PatternVersion, WatchPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchReader.class);
  private static final long LONGEST_LOOK_SECONDS = 1;

  private final PatternVersion base;
  private final Optional<PatternWatch> watch;
  private final Duration interval;
  private final Clock clock;
  private final Consumer<String> failures;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "watch");
            thread.setDaemon(true);
            thread.setContextClassLoader(WatchReader.class.getClassLoader());
            return thread;
          });
  private @Nullable WatchPosition position;
  private @Nullable Map<String, String> found;
  private boolean filesWait;
  private boolean unreachable;
  private String failure = "";
  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);

  WatchReader(
      PatternVersion base,
      Optional<PatternWatch> watch,
      boolean goesBeforeFiles,
      Duration interval,
      Clock clock,
      Consumer<String> failures) {
    this.base = base;
    this.watch = watch;
    this.filesWait = goesBeforeFiles;
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
      looked(patterns.look(), inForce);
      failure = "";
      if (unreachable) {
        unreachable = false;
        LOG.info("The {} can be looked for again", base.subject());
      }
    } catch (IOException e) {
      if (!unreachable && !looking.isShutdown()) {
        LOG.warn(
            "The {} cannot be looked for now, those in force stay; trying again",
            base.subject(),
            e);
      }
      unreachable = true;
    } catch (RuntimeException e) {
      String latest = "the " + base.subject() + " cannot be looked at: " + e;
      if (!latest.equals(failure)) {
        failures.accept(latest);
      }
      failure = latest;
    }
  }

  private synchronized void looked(Optional<Map<String, String>> texts, String inForce) {
    WatchPosition before = position;
    if (filesWait && before != null && texts.isPresent()) {
      position = before.startedWith(base.hash());
    }
    boolean filesFollow = filesWait && texts.isEmpty();
    filesWait = false;
    found = texts.filter(files -> !PatternVersion.hash(files).equals(inForce)).orElse(null);
    if (filesFollow || found != null) {
      available.complete(null);
    }
  }

  @Override
  public synchronized InputStatus pollNext(ReaderOutput<PatternVersion> output) {
    output.emitWatermark(new Watermark(Long.MAX_VALUE));
    WatchPosition before = position;
    if (!filesWait && before != null && !before.base().equals(base.hash())) {
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
    PatternVersion version = PatternVersion.of(base.subject(), before.number() + 1, since, files);
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
  public void close() throws InterruptedException {
    watch.ifPresent(patterns -> looking.execute(patterns::close));
    looking.shutdown();
    watch.ifPresent(PatternWatch::wakeUp);
    boolean closed = looking.awaitTermination(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    LOG.debug("The look at the {} ended by itself: {}", base.subject(), closed);
    looking.shutdownNow();
  }
}
