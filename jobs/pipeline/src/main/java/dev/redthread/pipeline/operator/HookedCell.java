package dev.redthread.pipeline.operator;

import dev.redthread.engine.StateCell;
import org.jspecify.annotations.Nullable;

/** A cell that another follows: it hears of each put. */
final class HookedCell<T> implements StateCell<T> {
  private final StateCell<T> cell;
  private final Runnable put;

  HookedCell(StateCell<T> cell, Runnable put) {
    this.cell = cell;
    this.put = put;
  }

  @Override
  public @Nullable T get() {
    return cell.get();
  }

  @Override
  public void put(T value) {
    cell.put(value);
    put.run();
  }

  @Override
  public void clear() {
    cell.clear();
  }
}
