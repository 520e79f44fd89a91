package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.Lap;
import dev.redthread.benchmark.ProcessTime;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Times a job in this process from its first event to the end of its last sink, so that what Flink
 * needs to deploy it does not count.
 *
 * <p><i>Thread safety:</i> any number of tasks may use copies of one.
 */
final class Stopwatch implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1;
  private static final Map<String, Marks> RUNNING = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  Stopwatch() {
    RUNNING.put(id, new Marks());
  }

  /** The first event is there; later calls change nothing. */
  void start() {
    marks().start.compareAndSet(null, ProcessTime.now());
  }

  void result() {
    marks().results.increment();
  }

  /** One sink has seen its last; the latest call counts. */
  void stop() {
    marks().stop.set(ProcessTime.now());
  }

  Lap lap(long events) {
    Marks marks = marks();
    return Objects.requireNonNull(marks.start.get(), "nothing started")
        .lapTo(
            Objects.requireNonNull(marks.stop.get(), "nothing stopped"),
            events,
            marks.results.sum());
  }

  private Marks marks() {
    return Objects.requireNonNull(RUNNING.get(id), "closed");
  }

  @Override
  public void close() {
    RUNNING.remove(id);
  }

  private static final class Marks {
    private final AtomicReference<@Nullable ProcessTime> start = new AtomicReference<>();
    private final AtomicReference<@Nullable ProcessTime> stop = new AtomicReference<>();
    private final LongAdder results = new LongAdder();
  }
}
