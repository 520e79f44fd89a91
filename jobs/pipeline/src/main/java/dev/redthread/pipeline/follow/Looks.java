package dev.redthread.pipeline.follow;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second which files there are, in a thread of its own, so that a slow file system
 * holds up no checkpoint. There is no further look before the last one was taken.
 *
 * <p><i>Thread safety:</i> what the threads share is guarded by {@code this}.
 */
final class Looks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
  private static final long PAUSE_MILLIS = 1_000;
  private static final long LONGEST_LOOK_SECONDS = 1;

  private final List<FollowedFeed> feeds;
  private final Clock clock;
  private final Set<String> failing = new HashSet<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "follow-files");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Look look;
  private CompletableFuture<Void> available = new CompletableFuture<>();

  /**
   * What there is.
   *
   * @param at when it began, in milliseconds since 1970 UTC
   * @param files by feed; none for a feed that could not be looked at
   */
  record Look(long at, Map<String, List<FoundFile>> files) {
    Look {
      files = Map.copyOf(files);
    }
  }

  Looks(List<FollowedFeed> feeds, Clock clock) {
    this.feeds = feeds;
    this.clock = clock;
  }

  void start() {
    var unused = looking.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    synchronized (this) {
      if (look != null) {
        return;
      }
    }
    Look found = look(feeds, clock.millis());
    synchronized (this) {
      look = found;
      available.complete(null);
    }
  }

  private Look look(List<FollowedFeed> feeds, long at) {
    Map<String, List<FoundFile>> files = new LinkedHashMap<>();
    Set<String> before = Set.copyOf(failing);
    failing.clear();
    for (FollowedFeed feed : feeds) {
      try {
        files.put(
            feed.name(),
            feed.files((path, why) -> cannot(path + " of " + feed.name(), why, before)));
      } catch (IOException | RuntimeException why) {
        cannot("The files of " + feed.name(), why, before);
      }
    }
    before.stream()
        .filter(what -> !failing.contains(what))
        .forEach(what -> LOG.info("{} can be looked for again", what));
    return new Look(at, files);
  }

  private void cannot(String what, Exception why, Set<String> before) {
    if (failing.add(what) && !before.contains(what)) {
      LOG.warn("{} cannot be looked for, trying again", what, why);
    }
  }

  /** The last look, if it was not taken yet. */
  synchronized @Nullable Look take() {
    Look taken = look;
    if (taken != null) {
      look = null;
      available = new CompletableFuture<>();
    }
    return taken;
  }

  /** Is complete when there is a look to take. */
  synchronized CompletableFuture<Void> available() {
    return available;
  }

  @Override
  public void close() throws InterruptedException {
    looking.shutdown();
    boolean ended = looking.awaitTermination(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
    LOG.debug("The look at files ended by itself: {}", ended);
    looking.shutdownNow();
  }
}
