package dev.redthread.pipeline;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/** Lets so many lines through, and more when it is opened. */
record Gate(String id) implements RateLimiterStrategy<NumberSequenceSplit> {
  private static final Map<String, Lines> LINES = new ConcurrentHashMap<>();

  static Gate of(int lines) {
    Gate gate = new Gate(UUID.randomUUID().toString());
    LINES.put(gate.id, new Lines());
    gate.open(lines);
    return gate;
  }

  /** Lets so many more through. */
  void open(int more) {
    lines().open(more);
  }

  /** Whether a reader waits. */
  boolean isShut() {
    return lines().isShut();
  }

  private Lines lines() {
    return Objects.requireNonNull(LINES.get(id));
  }

  @Override
  public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
    return count -> lines().ask();
  }

  /** How many may still pass, and who waits. */
  private static final class Lines {
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int left;

    synchronized CompletableFuture<Void> ask() {
      CompletableFuture<Void> asked = new CompletableFuture<>();
      waiting.add(asked);
      letThrough();
      return asked;
    }

    synchronized void open(int more) {
      left += more;
      letThrough();
    }

    private void letThrough() {
      for (; left > 0 && !waiting.isEmpty(); left--) {
        waiting.remove().complete(null);
      }
    }

    synchronized boolean isShut() {
      return !waiting.isEmpty();
    }
  }
}
