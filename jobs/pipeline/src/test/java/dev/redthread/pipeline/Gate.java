package dev.redthread.pipeline;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/** Lets so many lines through, and no more. */
record Gate(String id, int lines) implements RateLimiterStrategy<NumberSequenceSplit> {
  private static final Map<String, AtomicInteger> PASSED = new ConcurrentHashMap<>();
  private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

  static Gate of(int lines) {
    Gate gate = new Gate(UUID.randomUUID().toString(), lines);
    PASSED.put(gate.id, new AtomicInteger());
    return gate;
  }

  private AtomicInteger asked() {
    return Objects.requireNonNull(PASSED.get(id));
  }

  @Override
  public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
    return count ->
        asked().incrementAndGet() <= lines ? CompletableFuture.completedFuture(null) : NEVER;
  }

  /** Whether everything was let through that may be. */
  boolean isShut() {
    return asked().get() > lines;
  }
}
