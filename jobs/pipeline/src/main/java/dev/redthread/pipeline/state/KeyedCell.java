package dev.redthread.pipeline.state;

import dev.redthread.engine.StateCell;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ValueState} of the current key as the engine sees it.
 *
 * <p><i>Errors:</i> what the state back end throws comes out as {@link IllegalStateException}, and
 * fails the job.
 */
public final class KeyedCell<T> implements StateCell<T> {
  private final ValueState<T> state;

  public KeyedCell(ValueState<T> state) {
    this.state = state;
  }

  @Override
  public @Nullable T get() {
    try {
      return state.value();
    } catch (IOException e) {
      throw new IllegalStateException("The state back end failed", e);
    }
  }

  @Override
  public void put(T value) {
    try {
      state.update(value);
    } catch (IOException e) {
      throw new IllegalStateException("The state back end failed", e);
    }
  }

  @Override
  public void clear() {
    state.clear();
  }
}
