package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What will be recorded, in any order, and when each record is received; records are made only when
 * they are written, so that the plan stays small.
 */
final class Plan {

  /** A record to be made from ids of its own seed. */
  record Entry(
      Instant received, int order, String source, long seed, Function<Ids, ObjectNode> make) {
    RecordedEvent record() {
      return new RecordedEvent(source, received, make.apply(new Ids(seed)));
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Adds a record that is received once, so long after it happened. */
  void add(String source, Instant at, Duration delay, long seed, Function<Ids, ObjectNode> make) {
    entries.add(new Entry(at.plus(delay), entries.size(), source, seed, make));
  }

  /** All entries in the order in which they are received. */
  List<Entry> inReceivedOrder() {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::received).thenComparingInt(Entry::order));
    return sorted;
  }
}
