package dev.redthread.engine.detect;

import dev.redthread.engine.StateTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table in memory that counts what is written to it and how often it is read through. */
final class MemoryTable<K, V> implements StateTable<K, V> {
  private final Map<K, V> entries = new HashMap<>();
  private long writes;
  private long scans;

  @Override
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  @Override
  public void put(K key, V value) {
    writes++;
    entries.put(key, value);
  }

  @Override
  public void remove(K key) {
    writes++;
    entries.remove(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    scans++;
    return List.copyOf(entries.entrySet());
  }

  @Override
  public void clear() {
    entries.clear();
  }

  int size() {
    return entries.size();
  }

  long writes() {
    return writes;
  }

  long scans() {
    return scans;
  }
}
