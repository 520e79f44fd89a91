package dev.redthread.engine.match;

import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Satisfied;
import java.util.Comparator;
import java.util.Objects;

/** Kinds of single values that are in an order with each other, and with no others. */
final class ValueType {
  static final int COUNT = 3;

  /** The order of values of one kind. */
  static final Comparator<Value> ORDER =
      (one, other) -> Objects.requireNonNull(Satisfied.order(one, other));

  private ValueType() {}

  /** The kind of a value, as a number less than {@link #COUNT}. */
  static int of(Value value) {
    if (value instanceof Value.Text) {
      return 0;
    }
    return value instanceof Value.Flag ? 1 : 2;
  }
}
