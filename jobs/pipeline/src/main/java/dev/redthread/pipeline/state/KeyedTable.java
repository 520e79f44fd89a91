package dev.redthread.pipeline.state;

import dev.redthread.engine.StateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MapState} of the current key as the engine sees it. {@link #entries()} is a copy, so
 * that the table may be changed while it is walked.
 *
 * <p><i>Errors:</i> what the state back end throws comes out as {@link IllegalStateException}, and
 * fails the job.
 */
public final class KeyedTable<K, V> implements StateTable<K, V> {
  private final MapState<K, V> state;

  public KeyedTable(MapState<K, V> state) {
    this.state = state;
  }

  @Override
  public @Nullable V get(K key) {
    try {
      return state.get(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void put(K key, V value) {
    try {
      state.put(key, value);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(K key) {
    try {
      state.remove(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    try {
      List<Map.Entry<K, V>> entries = new ArrayList<>();
      for (Map.Entry<K, V> entry : state.entries()) {
        entries.add(Map.entry(entry.getKey(), entry.getValue()));
      }
      return entries;
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void clear() {
    state.clear();
  }

  private static IllegalStateException failed(Exception e) {
    return new IllegalStateException("The state back end failed", e);
  }
}
