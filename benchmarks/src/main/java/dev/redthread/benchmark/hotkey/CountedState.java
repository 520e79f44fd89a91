package dev.redthread.benchmark.hotkey;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.StateCell;
import dev.redthread.engine.StateTable;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one key with the number of its changes. */
final class CountedState implements TimelineState {
  private final StateTable<EventKey, TimelineEvent> events;
  private final StateTable<EventKey, Completion> completions;
  private final StateTable<String, Finding> findings;
  private final StateCell<EventKey> evicted;
  private final StateCell<Decided> decided;
  private long changes;

  CountedState(TimelineState state) {
    events = new Table<>(state.events());
    completions = new Table<>(state.completions());
    findings = new Table<>(state.findings());
    evicted = new Cell<>(state.evicted());
    decided = new Cell<>(state.decided());
  }

  /** How often anything was written or removed. */
  long changes() {
    return changes;
  }

  @Override
  public StateTable<EventKey, TimelineEvent> events() {
    return events;
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
    private final StateTable<K, V> table;

    Table(StateTable<K, V> table) {
      this.table = table;
    }

    @Override
    public @Nullable V get(K key) {
      return table.get(key);
    }

    @Override
    public void put(K key, V value) {
      changes++;
      table.put(key, value);
    }

    @Override
    public void remove(K key) {
      changes++;
      table.remove(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return table.entries();
    }

    @Override
    public void clear() {
      changes++;
      table.clear();
    }
  }

  private final class Cell<T> implements StateCell<T> {
    private final StateCell<T> cell;

    Cell(StateCell<T> cell) {
      this.cell = cell;
    }

    @Override
    public @Nullable T get() {
      return cell.get();
    }

    @Override
    public void put(T now) {
      changes++;
      cell.put(now);
    }

    @Override
    public void clear() {
      changes++;
      cell.clear();
    }
  }
}
