package dev.redthread.benchmark.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Lets each task of a source emit so many elements and then wait for more to be allowed, while
 * checkpoints go on.
 *
 * <p><i>Thread safety:</i> any thread.
 */
final class Gate {
  private final List<Waiting> waiting = new ArrayList<>();
  private long open;

  private record Waiting(long number, CompletableFuture<Void> passed) {}

  /**
   * Allows more.
   *
   * @param ofEachTask how many elements each task may have emitted in all
   */
  synchronized void open(long ofEachTask) {
    open = ofEachTask;
    waiting.removeIf(each -> each.number <= open && each.passed.complete(null));
  }

  /** Waits until so many tasks have emitted all that they may. */
  synchronized void awaitAll(int tasks) throws InterruptedException {
    while (waiting.size() < tasks) {
      wait();
    }
  }

  private synchronized CompletionStage<Void> pass(long number) {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    if (number <= open) {
      passed.complete(null);
    } else {
      waiting.add(new Waiting(number, passed));
      notifyAll();
    }
    return passed;
  }

  /** For a source in this process. */
  static <S extends SourceSplit> RateLimiterStrategy<S> before(Held<Gate> gate) {
    return parallelism -> new OfTask<>(gate.get());
  }

  /** What one task has taken. */
  private static final class OfTask<S extends SourceSplit> implements RateLimiter<S> {
    private final Gate gate;
    private long taken;

    OfTask(Gate gate) {
      this.gate = gate;
    }

    @Override
    public CompletionStage<Void> acquire(int elements) {
      taken += elements;
      return gate.pass(taken);
    }
  }
}
