package dev.redthread.benchmark.hotkey;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one key in memory, with the number of its changes. */
final class CountedState implements TimelineState {
  private final Table<EventKey, TimelineEvent> events = new Table<>();
  private final Table<String, EventKey> seen = new Table<>();
  private final Table<EventKey, Completion> completions = new Table<>();
  private final Table<String, Finding> findings = new Table<>();
  private final Cell<EventKey> evicted = new Cell<>();
  private final Cell<Decided> decided = new Cell<>();
  private long changes;

  /** How often anything was written or removed. */
  long changes() {
    return changes;
  }

  @Override
  public StateTable<EventKey, TimelineEvent> events() {
    return events;
  }

  @Override
  public StateTable<String, EventKey> seen() {
    return seen;
  }

  @Override
  public StateTable<EventKey, Completion> completions() {
    return completions;
  }

  @Override
  public StateTable<String, Finding> findings() {
    return findings;
  }

  @Override
  public StateCell<EventKey> evicted() {
    return evicted;
  }

  @Override
  public StateCell<Decided> decided() {
    return decided;
  }

  private final class Table<K, V> implements StateTable<K, V> {
    private final Map<K, V> values = new HashMap<>();

    @Override
    public @Nullable V get(K key) {
      return values.get(key);
    }

    @Override
    public void put(K key, V value) {
      changes++;
      values.put(key, value);
    }

    @Override
    public void remove(K key) {
      changes++;
      values.remove(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return new ArrayList<>(values.entrySet());
    }

    @Override
    public void clear() {
      changes++;
      values.clear();
    }
  }

  private final class Cell<T> implements StateCell<T> {
    private @Nullable T value;

    @Override
    public @Nullable T get() {
      return value;
    }

    @Override
    public void put(T now) {
      changes++;
      value = now;
    }

    @Override
    public void clear() {
      changes++;
      value = null;
    }
  }
}
