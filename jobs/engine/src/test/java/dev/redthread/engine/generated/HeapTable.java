package dev.redthread.engine.generated;

import dev.redthread.engine.StateTable;
import dev.redthread.event.Codec;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table that keeps only bytes, gives its entries in random order and, as Flink's heap back end,
 * fails when it is changed while they are read.
 */
final class HeapTable<K, V> implements StateTable<K, V> {
  private static final HexFormat HEX = HexFormat.of();

  private final Codec<K> keys;
  private final Codec<V> values;
  private final Dice dice;
  private final Map<String, byte[]> bytes = new HashMap<>();
  private int changes;

  HeapTable(Codec<K> keys, Codec<V> values, Dice dice) {
    this.keys = keys;
    this.values = values;
    this.dice = dice;
  }

  private String bytesOf(K key) {
    return HEX.formatHex(Bytes.write(keys, key));
  }

  @Override
  public @Nullable V get(K key) {
    byte[] found = bytes.get(bytesOf(key));
    return found == null ? null : Bytes.read(values, found);
  }

  @Override
  public void put(K key, V value) {
    changes++;
    bytes.put(bytesOf(key), Bytes.write(values, value));
  }

  @Override
  public void remove(K key) {
    changes++;
    bytes.remove(bytesOf(key));
  }

  @Override
  public Iterable<Map.Entry<K, V>> entries() {
    return () -> {
      List<Map.Entry<K, V>> entries = new ArrayList<>();
      bytes.forEach(
          (key, value) ->
              entries.add(
                  Map.entry(Bytes.read(keys, HEX.parseHex(key)), Bytes.read(values, value))));
      return new Once<>(dice.shuffled(entries).iterator(), changes);
    };
  }

  @Override
  public void clear() {
    changes++;
    bytes.clear();
  }

  /** All entries as hexadecimal digits. */
  Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    bytes.forEach((key, value) -> written.put(key, HEX.formatHex(value)));
    return written;
  }

  boolean isEmpty() {
    return bytes.isEmpty();
  }

  int size() {
    return bytes.size();
  }

  private final class Once<T> implements Iterator<T> {
    private final Iterator<T> entries;
    private final int expected;

    Once(Iterator<T> entries, int expected) {
      this.entries = entries;
      this.expected = expected;
    }

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public T next() {
      if (changes != expected) {
        throw new ConcurrentModificationException("a table was changed while it was read");
      }
      return entries.next();
    }
  }
}
