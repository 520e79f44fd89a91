package dev.redthread.pipeline.operator;

import dev.redthread.engine.StateTable;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table that others follow: they hear of each put and of each removal. */
final class HookedTable<K, V> implements StateTable<K, V> {
  private final StateTable<K, V> table;
  private final BiConsumer<K, V> put;
  private final Consumer<K> removed;

  HookedTable(StateTable<K, V> table, BiConsumer<K, V> put, Consumer<K> removed) {
    this.table = table;
    this.put = put;
    this.removed = removed;
  }

  @Override
  public @Nullable V get(K key) {
    return table.get(key);
  }

  @Override
  public void put(K key, V value) {
    table.put(key, value);
    put.accept(key, value);
  }

  @Override
  public void remove(K key) {
    table.remove(key);
    removed.accept(key);
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return table.entries();
  }

  @Override
  public void clear() {
    for (Map.Entry<K, V> entry : table.entries()) {
      removed.accept(entry.getKey());
    }
    table.clear();
  }
}
