package dev.redthread.benchmark.flink;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A thing of this process that tasks in this process may use without having it sent to them.
 *
 * <p><i>Thread safety:</i> as the thing's own.
 */
final class Held<T> implements Serializable, AutoCloseable {
  private static final long serialVersionUID = 1;
  private static final Map<String, Object> THINGS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private transient @Nullable T found;

  Held(T thing) {
    THINGS.put(id, Objects.requireNonNull(thing));
  }

  @SuppressWarnings("unchecked")
  T get() {
    T thing = found;
    if (thing == null) {
      thing = (T) Objects.requireNonNull(THINGS.get(id), "closed");
      found = thing;
    }
    return thing;
  }

  @Override
  public void close() {
    THINGS.remove(id);
  }
}
