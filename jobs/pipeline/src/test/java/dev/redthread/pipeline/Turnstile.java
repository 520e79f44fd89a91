package dev.redthread.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/** Lets lines through as the test allows it. */
record Turnstile(String id) implements RateLimiterStrategy<NumberSequenceSplit> {
  private static final Map<String, Passage> PASSAGES = new ConcurrentHashMap<>();

  static Turnstile closed() {
    Turnstile turnstile = new Turnstile(UUID.randomUUID().toString());
    PASSAGES.put(turnstile.id, new Passage());
    return turnstile;
  }

  private Passage passage() {
    return Objects.requireNonNull(PASSAGES.get(id));
  }

  /** Lets so many more through. */
  void let(int lines) {
    passage().let(lines);
  }

  /** Whether all that may pass have, and another one waits. */
  boolean isShut() {
    return passage().isShut();
  }

  @Override
  public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
    return count -> passage().ask();
  }

  private static final class Passage {
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private int free;

    synchronized CompletableFuture<Void> ask() {
      if (free > 0) {
        free--;
        return CompletableFuture.completedFuture(null);
      }
      CompletableFuture<Void> turn = new CompletableFuture<>();
      waiting.add(turn);
      return turn;
    }

    synchronized void let(int lines) {
      free += lines;
      while (free > 0 && !waiting.isEmpty()) {
        free--;
        waiting.remove(0).complete(null);
      }
    }

    synchronized boolean isShut() {
      return free == 0 && !waiting.isEmpty();
    }
  }
}
