package dev.redthread.pipeline.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink of one task that shows a test, in the same process, all that comes out of a source. */
final class Observed implements Sink<Delivered> {
  private static final long serialVersionUID = 1;
  private static final long LONGEST_MILLIS = 60_000;
  private static final long RECHECK_MILLIS = 200;
  private static final Map<String, List<Seen>> SEEN = new ConcurrentHashMap<>();

  /** A record with its Flink timestamp, or a watermark, and the wall clock when it came out. */
  sealed interface Seen {
    record One(Delivered delivered, long timestamp) implements Seen {}

    record Clock(long watermark, long at) implements Seen {}
  }

  private final String id = UUID.randomUUID().toString();

  private List<Seen> all() {
    return SEEN.computeIfAbsent(id, any -> new ArrayList<>());
  }

  List<Seen> seen() {
    List<Seen> all = all();
    synchronized (all) {
      return List.copyOf(all);
    }
  }

  List<Seen.One> records() {
    return seen().stream().filter(Seen.One.class::isInstance).map(Seen.One.class::cast).toList();
  }

  List<Seen.Clock> watermarks() {
    return seen().stream()
        .filter(Seen.Clock.class::isInstance)
        .map(Seen.Clock.class::cast)
        .toList();
  }

  long watermark() {
    return watermarks().stream().mapToLong(Seen.Clock::watermark).max().orElse(Long.MIN_VALUE);
  }

  /** Waits until something holds. */
  void until(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(LONGEST_MILLIS).toNanos();
    List<Seen> all = all();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "not within a minute: " + what + "; records: " + records() + ", clock: " + watermark());
      }
      synchronized (all) {
        all.wait(RECHECK_MILLIS);
      }
    }
  }

  @Override
  public SinkWriter<Delivered> createWriter(WriterInitContext context) {
    List<Seen> all = all();
    return new SinkWriter<>() {
      @Override
      public void write(Delivered element, Context where) {
        add(new Seen.One(element, where.timestamp() == null ? -1 : where.timestamp()));
      }

      @Override
      public void writeWatermark(Watermark watermark) {
        add(new Seen.Clock(watermark.getTimestamp(), System.currentTimeMillis()));
      }

      private void add(Seen seen) {
        synchronized (all) {
          all.add(seen);
          all.notifyAll();
        }
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
