package dev.redthread.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map in the state of one key. The order of {@link #entries()} means nothing; the table may be
 * changed while they are walked.
 *
 * <p><i>Errors:</i> a failing state back end throws {@link IllegalStateException}, which fails the
 * job.
 */
public interface StateTable<K, V> {

  @Nullable V get(K key);

  void put(K key, V value);

  void remove(K key);

  Iterable<Map.Entry<K, V>> entries();

  void clear();
}
