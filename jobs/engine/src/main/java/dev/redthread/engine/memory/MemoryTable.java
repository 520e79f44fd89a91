package dev.redthread.engine.memory;

import dev.redthread.engine.StateTable;
import dev.redthread.event.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table in memory. */
public final class MemoryTable<K, V> implements StateTable<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>();

  @Override
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  @Override
  public void put(K key, V value) {
    entries.put(key, value);
  }

  @Override
  public void remove(K key) {
    entries.remove(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return List.copyOf(entries.entrySet());
  }

  @Override
  public void clear() {
    entries.clear();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Writes all entries as bytes, and reads them again into another table.
   *
   * @param keys null where a key has no form of its own, as a text
   */
  public void copyTo(MemoryTable<K, V> other, @Nullable Codec<K> keys, Codec<V> values) {
    entries.forEach(
        (key, value) ->
            other.put(keys == null ? key : Bytes.copy(key, keys), Bytes.copy(value, values)));
  }
}
