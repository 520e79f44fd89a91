package dev.redthread.engine.memory;

import dev.redthread.engine.StateCell;
import dev.redthread.event.Codec;
import org.jspecify.annotations.Nullable;

/** A value in memory. */
public final class MemoryCell<T> implements StateCell<T> {
  private @Nullable T value;

  @Override
  public @Nullable T get() {
    return value;
  }

  @Override
  public void put(T latest) {
    value = latest;
  }

  @Override
  public void clear() {
    value = null;
  }

  void copyTo(MemoryCell<T> other, Codec<T> codec) {
    T held = value;
    if (held != null) {
      other.put(Bytes.copy(held, codec));
    }
  }
}
