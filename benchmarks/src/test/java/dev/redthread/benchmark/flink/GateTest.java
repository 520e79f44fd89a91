package dev.redthread.benchmark.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate();

  @Test
  void eachTaskPassesAsOftenAsIsAllowed() {
    try (Held<Gate> held = new Held<>(gate)) {
      RateLimiter<NumberSequenceSplit> one = task(held);
      RateLimiter<NumberSequenceSplit> other = task(held);
      gate.open(2);

      assertThat(pass(one)).isCompleted();
      assertThat(pass(one)).isCompleted();
      assertThat(pass(one)).isNotCompleted();
      assertThat(pass(other)).isCompleted();
    }
  }

  @Test
  void whoWaitsPassesWhenMoreIsAllowed() {
    try (Held<Gate> held = new Held<>(gate)) {
      RateLimiter<NumberSequenceSplit> task = task(held);
      CompletableFuture<Void> first = pass(task);
      CompletableFuture<Void> second = pass(task);
      gate.open(1);

      assertThat(first).isCompleted();
      assertThat(second).isNotCompleted();
    }
  }

  @Test
  void allHaveEmittedWhatTheyMayOnceAllWait() throws InterruptedException {
    try (Held<Gate> held = new Held<>(gate)) {
      RateLimiter<NumberSequenceSplit> task = task(held);
      gate.open(1);
      CompletableFuture<Void> first = pass(task);
      List<CompletableFuture<Void>> second = new CopyOnWriteArrayList<>();
      Thread later = new Thread(() -> second.add(pass(task)));
      later.start();

      gate.awaitAll(1);

      later.join();
      assertThat(first).isCompleted();
      assertThat(second.get(0)).isNotCompleted();
    }
  }

  private static RateLimiter<NumberSequenceSplit> task(Held<Gate> gate) {
    return Gate.<NumberSequenceSplit>before(gate).createRateLimiter(2);
  }

  private static CompletableFuture<Void> pass(RateLimiter<NumberSequenceSplit> task) {
    return task.acquire().toCompletableFuture();
  }
}
