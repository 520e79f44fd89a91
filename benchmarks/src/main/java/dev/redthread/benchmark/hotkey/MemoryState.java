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

/** The state of one key in memory. */
record MemoryState(
    StateTable<EventKey, TimelineEvent> events,
    StateTable<EventKey, Completion> completions,
    StateTable<String, Finding> findings,
    StateCell<EventKey> evicted,
    StateCell<Decided> decided)
    implements TimelineState {

  MemoryState() {
    this(new Table<>(), new Table<>(), new Table<>(), new Cell<>(), new Cell<>());
  }

  private static final class Table<K, V> implements StateTable<K, V> {
    private final Map<K, V> values = new HashMap<>();

    @Override
    public @Nullable V get(K key) {
      return values.get(key);
    }

    @Override
    public void put(K key, V value) {
      values.put(key, value);
    }

    @Override
    public void remove(K key) {
      values.remove(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return new ArrayList<>(values.entrySet());
    }

    @Override
    public void clear() {
      values.clear();
    }
  }

  private static final class Cell<T> implements StateCell<T> {
    private @Nullable T value;

    @Override
    public @Nullable T get() {
      return value;
    }

    @Override
    public void put(T now) {
      value = now;
    }

    @Override
    public void clear() {
      value = null;
    }
  }
}
