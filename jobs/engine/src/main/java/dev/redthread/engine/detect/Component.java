package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Completions that are one finding. */
final class Component {
  private final Rows all;
  private final NavigableMap<EventKey, Row> rows = new TreeMap<>();
  private final NavigableMap<EventKey, Integer> evidence = new TreeMap<>();
  private final NavigableMap<Long, Integer> deadlines = new TreeMap<>();
  private int size;

  /**
   * @param all the rows of its key
   */
  Component(Rows all) {
    this.all = all;
  }

  /** Takes a row up, whose completing events come apart. */
  void enter(Row row) {
    row.setComponent(this);
    rows.put(row.first(), row);
    count(row, 1);
  }

  /** Forgets a row, but for its completing events. */
  void leave(Row row) {
    rows.remove(row.first());
    count(row, -1);
  }

  private void count(Row row, int by) {
    for (ChainPart part : row.head().chain()) {
      if (!part.event().equals(row.first())) {
        add(evidence, part.event(), by);
      }
    }
    Long settles = row.head().settlesAt();
    if (settles != null) {
      add(deadlines, settles, by);
    }
  }

  /** Some of its rows have another event instead of one. */
  void replace(EventKey before, EventKey now, int count) {
    add(evidence, before, -count);
    add(evidence, now, count);
  }

  void enter(EventKey completing) {
    size++;
    add(evidence, completing, 1);
  }

  void leave(EventKey completing) {
    size--;
    add(evidence, completing, -1);
  }

  private static <K> void add(NavigableMap<K, Integer> counts, K key, int by) {
    counts.merge(key, by, (one, other) -> one + other == 0 ? null : one + other);
  }

  /** Its rows by their first completing events. */
  Collection<Row> rows() {
    return rows.values();
  }

  /** How many completions it has. */
  int size() {
    return size;
  }

  /** Its completing events in order. */
  List<EventKey> completing() {
    List<EventKey> completing = new ArrayList<>(size);
    rows.values().forEach(row -> completing.addAll(all.events(row)));
    return completing;
  }

  /** Its completions in the order of their events. */
  List<Completion> completions() {
    List<Completion> completions = new ArrayList<>(size);
    for (Row row : rows.values()) {
      all.events(row).forEach(event -> completions.add(row.head().at(event)));
    }
    return completions;
  }

  /** The events of all chains. */
  NavigableSet<EventKey> evidence() {
    return evidence.navigableKeySet();
  }

  Completion earliest() {
    return rows.firstEntry().getValue().head();
  }

  long lastTime() {
    return all.last(rows.lastEntry().getValue()).eventTime();
  }

  @Nullable Long settlesAt() {
    return deadlines.isEmpty() ? null : deadlines.lastKey();
  }
}
