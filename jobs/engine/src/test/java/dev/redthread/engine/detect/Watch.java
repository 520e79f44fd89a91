package dev.redthread.engine.detect;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Watches what a detector publishes for one person as events come in. */
final class Watch {
  private final Detector detector;
  private final MemoryState state = new MemoryState();
  private final TimelineState kept;
  private final List<Finding> published = new ArrayList<>();
  private final boolean single;
  private final String person;
  private long clock = Long.MIN_VALUE;

  Watch(Sketch sketch, DetectorOptions options) {
    this(
        sketch,
        (patterns, clock, any) -> new DetectorFactory(any).create(patterns, clock),
        options);
  }

  Watch(Sketch sketch, AlteredMemory.Faulty detectors, DetectorOptions options) {
    this(sketch, detectors, options, state -> state);
  }

  /**
   * @param flaw what is done to the state before the detector gets it
   */
  Watch(
      Sketch sketch,
      AlteredMemory.Faulty detectors,
      DetectorOptions options,
      UnaryOperator<TimelineState> flaw) {
    kept = flaw.apply(state);
    detector = detectors.create(sketch.set(), new StandingClock(), options);
    single = sketch.set().patterns().get(0).groupBy().isEmpty();
    person = "ada";
  }

  private Watch(Watch beside, String person) {
    kept = state;
    detector = beside.detector;
    single = beside.single;
    this.person = person;
  }

  /** Watches another person by the same detector. */
  Watch beside(String another) {
    return new Watch(this, another);
  }

  static Watch of(String line, long timespan, long delay) {
    return new Watch(Sketch.of(line, timespan, delay), DetectorOptions.DEFAULT);
  }

  /** Takes events in such as {@code A@3}, {@code AB@3/id} or {@code -A@3/id} for a retraction. */
  Watch see(String... events) {
    for (String event : events) {
      seeWith("", event);
    }
    return this;
  }

  Watch seeWith(String content, String text) {
    boolean retracted = text.startsWith("-");
    String[] parts = text.substring(retracted ? 1 : 0).split("[@/]");
    long time = Long.parseLong(parts[1]);
    String id = parts.length > 2 ? parts[2] : parts[0] + parts[1];
    Event event =
        new Event(
            "okta",
            id,
            time,
            time,
            null,
            Fields.of(Map.of("content", Value.of(content), "person", Value.of(person))),
            new Origin("log", 0, 1),
            false);
    long roles =
        parts[0].chars().mapToLong(c -> 1L << Sketch.RULES.indexOf(c)).reduce(0, (a, b) -> a | b);
    List<String> group = single ? List.of("okta", id) : List.of(person);
    detector.onCandidate(
        new Candidate(Sketch.ID, group, event, roles, retracted, time, new byte[0]),
        kept,
        clock,
        published::add);
    return this;
  }

  /** Lets the received clock stand at a time from now on. */
  Watch at(long receivedClock) {
    clock = receivedClock;
    return this;
  }

  /** Moves the received clock and returns when the detector wants to be called again. */
  long clock(long receivedClock) {
    clock = receivedClock;
    return detector.onClock(Sketch.ID, List.of(person), kept, clock, published::add);
  }

  /** Goes over to another pattern. */
  Watch change(Sketch to) {
    detector.change(to.set(), Map.of());
    return this;
  }

  /** Whether the key was decided by another form than that in force. */
  boolean isStale() {
    return detector.isStale(Sketch.ID, List.of(person), state);
  }

  /** How many searches for a chain were given up since last asked. */
  int abandoned() {
    return detector.takeAbandoned(Sketch.ID);
  }

  MemoryState state() {
    return state;
  }

  List<Finding> published() {
    return published;
  }

  /** What was published since last asked, such as {@code OPEN 1: A1 B2}. */
  List<String> news() {
    List<String> news = published.stream().map(Watch::show).toList();
    published.clear();
    return news;
  }

  private static String show(Finding finding) {
    List<String> chain = finding.chain().stream().map(link -> link.event().id()).toList();
    return finding.status() + " " + finding.revision() + ": " + String.join(" ", chain);
  }

  /** A clock that stands still. */
  private static final class StandingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(1_000_000);
    }
  }
}
