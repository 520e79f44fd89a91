package dev.redthread.cli.testing;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.FieldDemand;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.testing.Offset;
import dev.redthread.pattern.testing.TestCase;
import dev.redthread.pattern.testing.TestEvent;
import dev.redthread.pipeline.operator.InProcessRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a test as a job receives them. */
final class Recording {
  private final TestCase test;
  private final List<Recorded> events = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();

  /**
   * One event of the test.
   *
   * @param read what the source mapping makes of it, the whole of it
   * @param bytes the vendor's record; empty for an event that needs no mapping
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Recorded(TestEvent event, Origin origin, byte[] bytes, List<Event> read) {}

  private Recording(TestCase test) {
    this.test = test;
  }

  static Recording of(
      TestCase test, PatternSet patterns, Sources sources, IdentityAliases aliases) {
    Recording recording = new Recording(test);
    for (TestEvent event : test.events()) {
      recording.add(event, patterns, sources, aliases);
    }
    return recording;
  }

  private void add(TestEvent event, PatternSet patterns, Sources sources, IdentityAliases aliases) {
    Origin origin = new Origin(test.place().file(), 0, events.size() + 1L);
    if (event.content() instanceof TestEvent.Normalized normalized) {
      Event read =
          new Event(
              event.source(),
              event.id(),
              time(event.at()),
              time(event.received()),
              normalized.activity(),
              normalized.fields(),
              origin,
              false);
      add(new Recorded(event, origin, new byte[0], List.of(read)));
      return;
    }
    byte[] bytes = ((TestEvent.Raw) event.content()).json().getBytes(StandardCharsets.UTF_8);
    SourceMapping mapping = sources.mapping(event.source()).orElseThrow();
    FieldDemand demand = patterns.fields(event.source());
    List<Event> read = new ArrayList<>();
    List<DeadLetter> refused = new ArrayList<>();
    Normalizer.compile(demand.every() ? mapping.withEveryLeaf() : mapping, demand.names(), aliases)
        .normalize(
            new RawRecord(
                event.source(), time(event.received()), time(event.received()), bytes, origin),
            read::add,
            refused::add);
    refused.forEach(
        letter -> problems.add("event `" + event.id() + "` cannot be read: " + letter.detail()));
    for (Event each : read) {
      if (each.eventTime() != time(event.at())) {
        problems.add(
            "event `"
                + event.id()
                + "` says that it happened at "
                + Offset.text(each.eventTime() - test.start())
                + ", the test says at "
                + Offset.text(event.at())
                + ": write $time, $time_s or $time_ms where the record has its time");
      }
    }
    add(new Recorded(event, origin, bytes, read));
  }

  private void add(Recorded recorded) {
    events.add(recorded);
    for (Event event : recorded.read) {
      String other = names.putIfAbsent(key(event), recorded.event.id());
      if (other != null && !other.equals(recorded.event.id())) {
        problems.add(
            "events `"
                + other
                + "` and `"
                + recorded.event.id()
                + "` are one and the same by the id that "
                + event.source()
                + " gives them: use `again` for a duplicate");
      }
    }
  }

  private static String key(Event event) {
    return event.source() + '\0' + event.id();
  }

  TestCase test() {
    return test;
  }

  /** What keeps the test from being run at all. */
  List<String> problems() {
    return problems;
  }

  int size() {
    return events.size();
  }

  TestEvent event(int index) {
    return events.get(index).event;
  }

  /** All events that the source mappings make of the test's. */
  List<Event> read() {
    return events.stream().flatMap(recorded -> recorded.read.stream()).toList();
  }

  /** What the test calls an event; the completing event of another pattern is `pattern:ID`. */
  String name(Event event) {
    return names.getOrDefault(key(event), event.source());
  }

  /** What the test calls the event of a native id. */
  String name(String nativeId) {
    return events.stream()
        .filter(each -> each.read.stream().anyMatch(event -> event.id().equals(nativeId)))
        .map(each -> each.event.id())
        .findFirst()
        .orElse(nativeId);
  }

  long time(long offset) {
    return test.start() + offset;
  }

  /** Sends an event to a job, received at a time. */
  void deliver(int index, long received, InProcessRun run) {
    Recorded recorded = events.get(index);
    RawRecord raw =
        new RawRecord(recorded.event.source(), received, received, recorded.bytes, recorded.origin);
    if (recorded.event.content() instanceof TestEvent.Raw) {
      run.deliver(raw);
      return;
    }
    Event event = recorded.read.get(0);
    run.deliver(
        new Event(
            event.source(),
            event.id(),
            event.eventTime(),
            received,
            event.activity(),
            event.fields(),
            event.origin(),
            false),
        raw);
  }
}
