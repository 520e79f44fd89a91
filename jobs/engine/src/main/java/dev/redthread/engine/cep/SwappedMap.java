package dev.redthread.engine.cep;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/** A map state on the heap, whose map is that of the current key. */
final class SwappedMap<K, V> implements MapState<K, V> {
  private Map<K, V> current = new HashMap<>();

  Map<K, V> current() {
    return current;
  }

  void swap(Map<K, V> map) {
    current = map;
  }

  @Override
  @SuppressWarnings("NullAway") // Flink's own contract: null when absent
  public @Nullable V get(K key) {
    return current.get(key);
  }

  @Override
  public void put(K key, V value) {
    current.put(key, value);
  }

  @Override
  public void putAll(Map<K, V> map) {
    current.putAll(map);
  }

  @Override
  public void remove(K key) {
    current.remove(key);
  }

  @Override
  public boolean contains(K key) {
    return current.containsKey(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return current.entrySet();
  }

  @Override
  public Iterable<K> keys() {
    return current.keySet();
  }

  @Override
  public Iterable<V> values() {
    return current.values();
  }

  @Override
  public Iterator<Map.Entry<K, V>> iterator() {
    return current.entrySet().iterator();
  }

  @Override
  public boolean isEmpty() {
    return current.isEmpty();
  }

  @Override
  public void clear() {
    current.clear();
  }
}
