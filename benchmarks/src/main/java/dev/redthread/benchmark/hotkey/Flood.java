package dev.redthread.benchmark.hotkey;

import dev.redthread.benchmark.workload.Mix;
import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One key filled to its budget with events that begin a sequence, then flooded, while another key
 * goes on as always.
 *
 * <p>Events are 1 ms apart: of twenty, eleven begin a sequence, six go on, one completes, two are
 * negated ones. All have one host. The other key gets a slow stream of complete sequences, one
 * event for each hundred of the flood.
 */
public final class Flood {
  private static final long BEGIN = 1_760_000_000_000L;
  private static final int OTHER_ONE_IN = 100;
  private static final int VALUES = 1_000;
  private static final int KEYS = 1_000;

  /** How much processor time a flood may take; what has not arrived by then does not. */
  private static final long MOST_NANOS = 8_000_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Order order;
  private final int budget;
  private final int events;
  private final FloodedDetector detector;
  private final Supplier<TimelineState> fresh;
  private final List<CountedState> flooded = new ArrayList<>();
  private final List<Finding> otherFindings = new ArrayList<>();
  private final long[] nanos;
  private final long[] otherNanos;
  private long findings;

  /**
   * @param fresh makes the state of each key that the flood reaches: one for each pattern
   */
  Flood(
      FloodPattern.Compiled pattern,
      Order order,
      int budget,
      int events,
      Supplier<TimelineState> fresh) {
    this.fresh = fresh;
    this.order = order;
    this.budget = budget;
    this.events = events;
    nanos = new long[events];
    otherNanos = new long[events / OTHER_ONE_IN];
    detector =
        new FloodedDetector(
            new DetectorFactory(DetectorOptions.DEFAULT.withBudget(budget))
                .create(pattern.set(), Clock.fixed(Instant.ofEpochMilli(BEGIN), ZoneOffset.UTC)),
            pattern.set(),
            BEGIN);
  }

  /**
   * What a flood came to. Times are microseconds of processor time of each event that the key took
   * in.
   */
  record Cost(
      double mean,
      double median,
      double p99,
      double changes,
      long taken,
      long findings,
      double otherMedian,
      List<Finding> other) {
    static final Cost NONE = new Cost(0, 0, 0, 0, 0, 0, 0, List.of());
  }

  /** What arrives beside the events of the other key. */
  enum Beside {
    NOTHING,
    /** As many events as a flood has, of {@value #KEYS} keys by turns. */
    MANY_KEYS,
    FLOOD
  }

  /** Lets all of it arrive. */
  Cost run(Beside beside) {
    boolean floods = beside != Beside.NOTHING;
    if (floods) {
      for (int i = 0; i < budget; i++) {
        send(beside, candidates(beside, i, "a", "fill-" + i, i), finding -> {});
      }
    }
    long before = changes();
    long sum = 0;
    int taken = 0;
    int[] numbers = order.arrange(events, budget);
    for (int i = 0; i < events; i++) {
      if (floods && sum < MOST_NANOS) {
        int number = numbers[i];
        String rule = rule(number);
        List<Candidate> candidates = candidates(beside, i, rule, rule + number, budget + number);
        if (!candidates.isEmpty()) {
          long changes = changes();
          long started = threads.getCurrentThreadCpuTime();
          send(beside, candidates, finding -> findings++);
          long took = threads.getCurrentThreadCpuTime() - started;
          if (changes() > changes) {
            nanos[taken++] = took;
            sum += took;
          }
        }
      }
      if (i % OTHER_ONE_IN == 0 && i / OTHER_ONE_IN < otherNanos.length) {
        other(i / OTHER_ONE_IN);
      }
    }
    double changes = taken == 0 ? 0 : (double) (changes() - before) / taken;
    Arrays.sort(nanos, 0, taken);
    Arrays.sort(otherNanos);
    return new Cost(
        taken == 0 ? 0 : sum / 1e3 / taken,
        taken == 0 ? 0 : nanos[taken / 2] / 1e3,
        taken == 0 ? 0 : nanos[(int) (taken * 0.99)] / 1e3,
        changes,
        taken,
        findings,
        otherNanos[otherNanos.length / 2] / 1e3,
        otherFindings);
  }

  private void other(int number) {
    String rule = List.of("a", "b", "b", "b", "c").get(number % 5);
    List<Candidate> candidates =
        detector.candidates(event("grace", rule, "other-" + number, number * 60_000L));
    if (candidates.isEmpty()) {
      return;
    }
    long started = threads.getCurrentThreadCpuTime();
    detector.take(candidates, Flood::inMemory, otherFindings::add);
    otherNanos[number] = threads.getCurrentThreadCpuTime() - started;
  }

  private static String rule(int number) {
    int dice = (int) (Mix.of(number, 5) % 20);
    return dice < 11 ? "a" : dice < 17 ? "b" : dice < 18 ? "c" : "r";
  }

  /** How often anything was written or removed of the keys that the flood has reached. */
  private long changes() {
    long changes = 0;
    for (CountedState state : flooded) {
      changes += state.changes();
    }
    return changes;
  }

  private static CountedState inMemory() {
    return new CountedState(new MemoryState());
  }

  private CountedState reached() {
    CountedState state = new CountedState(fresh.get());
    flooded.add(state);
    return state;
  }

  private List<Candidate> candidates(Beside beside, int turn, String rule, String id, long time) {
    String person = beside == Beside.FLOOD ? "ada" : "person-" + turn % KEYS;
    return detector.candidates(event(person, rule, id, time));
  }

  private void send(Beside beside, List<Candidate> candidates, Consumer<Finding> changed) {
    detector.take(candidates, beside == Beside.FLOOD ? this::reached : Flood::inMemory, changed);
  }

  private Event event(String person, String rule, String id, long time) {
    long value = Mix.of(time, 6) % VALUES;
    return new Event(
        "okta.system",
        id,
        BEGIN + time,
        BEGIN + time,
        null,
        Fields.of(
            Map.of(
                "person",
                Value.of(person),
                "host.name",
                Value.of("host-of-" + person),
                "event.action",
                Value.of("flood." + rule),
                "user.name",
                Value.of("value-" + value),
                "source.as.number",
                Value.of(value))),
        new Origin("flood", 0, time),
        false);
  }
}
