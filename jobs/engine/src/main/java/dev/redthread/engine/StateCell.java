package dev.redthread.engine;

import org.jspecify.annotations.Nullable;

/**
 * One value in the state of one key.
 *
 * <p><i>Errors:</i> a failing state back end throws {@link IllegalStateException}, which fails the
 * job.
 */
public interface StateCell<T> {

  @Nullable T get();

  void put(T value);

  void clear();
}
