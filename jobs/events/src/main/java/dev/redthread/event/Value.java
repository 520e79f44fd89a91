package dev.redthread.event;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/**
 * A field's value. A field that is absent has no {@code Value}; one that is present and null has
 * {@link Nil}.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public sealed interface Value extends Serializable {

  /** Text, never null, possibly empty. */
  record Text(String value) implements Value {}

  /** A whole number that fits in 64 bits. */
  record Whole(long value) implements Value {}

  /** Any other number, exact: nothing beyond a double's precision is lost. */
  record Decimal(BigDecimal value) implements Value {}

  /** A boolean. */
  record Flag(boolean value) implements Value {}

  /** An explicit null, which is not the same as an absent field. */
  record Nil() implements Value {}

  /** Several values of one field, in the order of the original; never nested. */
  record Many(List<Value> values) implements Value {
    public Many {
      values = List.copyOf(values);
      for (Value value : values) {
        if (value instanceof Many) {
          throw new IllegalArgumentException("a field's values are a flat list: " + values);
        }
      }
    }
  }

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(long value) {
    return new Whole(value);
  }

  static Value of(boolean value) {
    return new Flag(value);
  }

  /**
   * A number in its smallest form: {@code 3.0} and {@code 3} are both {@link Whole}, {@code 1.50}
   * is {@code 1.5}.
   */
  static Value of(BigDecimal value) {
    try {
      return new Whole(value.longValueExact());
    } catch (ArithmeticException notWholeOrTooLarge) {
      return new Decimal(value.stripTrailingZeros());
    }
  }

  /**
   * The value as text, as it is compared, grouped by and shown: numbers without trailing zeros and
   * without exponent, unless that would be over a thousand digits; {@link Nil} as {@code null},
   * {@link Many} joined by commas.
   */
  default String text() {
    if (this instanceof Text text) {
      return text.value();
    } else if (this instanceof Whole whole) {
      return Long.toString(whole.value());
    } else if (this instanceof Decimal decimal) {
      return Numbers.text(decimal.value());
    } else if (this instanceof Flag flag) {
      return Boolean.toString(flag.value());
    } else if (this instanceof Many many) {
      return String.join(",", many.values().stream().map(Value::text).toList());
    }
    return "null";
  }

  /** The single values of this field: itself, or the elements of {@link Many}. */
  default List<Value> each() {
    return this instanceof Many many ? many.values() : List.of(this);
  }
}
