package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The completions of a key that take part in findings, in the order of their events, where
 * neighbours by one chain are one {@link Row}.
 */
final class Rows {
  private final NavigableSet<EventKey> events = new TreeSet<>();
  private final NavigableSet<EventKey> readOnly = Collections.unmodifiableNavigableSet(events);
  private final NavigableMap<EventKey, Row> byFirst = new TreeMap<>();

  /** All completing events, with the row of each that begins one. */
  private final Map<EventKey, @Nullable Row> begun = new HashMap<>();

  private final @Nullable Slots slots;

  /**
   * @param slots where rows have an event in common; null where that is kept of each
   */
  Rows(@Nullable Slots slots) {
    this.slots = slots;
  }

  /** Where rows have an event in common; null where that is kept of each. */
  @Nullable Slots slots() {
    return slots;
  }

  /** All completing events. */
  NavigableSet<EventKey> events() {
    return readOnly;
  }

  /** Takes up a row, whose first event may be one that went on in another. */
  void begin(Row row) {
    events.add(row.first());
    byFirst.put(row.first(), row);
    begun.put(row.first(), row);
  }

  /** Lets a completing event go on in the row of the one before it. */
  void goOn(EventKey event) {
    events.add(event);
    byFirst.remove(event);
    begun.put(event, null);
  }

  /** Forgets a completing event, which is no longer the first of several. */
  void remove(EventKey event) {
    events.remove(event);
    byFirst.remove(event);
    begun.remove(event);
  }

  /** The row that a completing event is in. */
  @Nullable Row of(EventKey event) {
    Row row = begun.get(event);
    return row == null && begun.containsKey(event) ? byFirst.floorEntry(event).getValue() : row;
  }

  /** The row that begins with an event. */
  @Nullable Row beginning(EventKey event) {
    return begun.get(event);
  }

  /** The row before the one that begins with an event. */
  @Nullable Row before(EventKey event) {
    Map.Entry<EventKey, Row> before = byFirst.lowerEntry(event);
    return before == null ? null : before.getValue();
  }

  /** The rows that begin with an event up to another. */
  List<Row> between(EventKey first, EventKey last) {
    return List.copyOf(byFirst.subMap(first, true, last, true).values());
  }

  @Nullable Completion completion(EventKey event) {
    Row row = of(event);
    return row == null ? null : row.head().at(event);
  }

  /** The completing events of a row. */
  NavigableSet<EventKey> events(Row row) {
    EventKey next = byFirst.higherKey(row.first());
    return next == null
        ? events.tailSet(row.first(), true)
        : events.subSet(row.first(), true, next, false);
  }

  /** The last completing event of a row. */
  EventKey last(Row row) {
    EventKey next = byFirst.higherKey(row.first());
    EventKey last = next == null ? events.last() : events.lower(next);
    return last == null ? row.first() : last;
  }

  /** Whether the completing event after an event is in the row of the one before it. */
  boolean isFollowed(EventKey event) {
    EventKey next = events().higher(event);
    return next != null && goesOn(next);
  }

  /** Whether a completing event is in the row of the one before it. */
  boolean goesOn(EventKey event) {
    return begun.get(event) == null;
  }
}
