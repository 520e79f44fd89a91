package dev.redthread.normalize;

import dev.redthread.event.Value;
import dev.redthread.event.ValueType;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a mapped field holds, and so how its values are brought into one form. */
public enum FieldKind {
  /** As the vendor wrote it. */
  ANY(null) {
    @Override
    public Optional<Value> shape(Value value) {
      return Optional.of(value);
    }
  },

  /** Text, whatever JSON type the vendor used. */
  TEXT(ValueType.TEXT) {
    @Override
    public Optional<Value> shape(Value value) {
      return Optional.of(Value.of(value.text()));
    }
  },

  /** Who: trimmed and in lower case; empty is absent. */
  IDENTITY(ValueType.TEXT) {
    @Override
    public Optional<Value> shape(Value value) {
      return lowerCased(value);
    }
  },

  /** A machine or device: trimmed and in lower case; empty is absent. */
  HOST(ValueType.TEXT) {
    @Override
    public Optional<Value> shape(Value value) {
      return lowerCased(value);
    }
  },

  /**
   * An id of Salesforce, which has 15 characters in which the case counts, or 18 in which it does
   * not: always the 18, in lower case, so that no two records become one; other texts as a host.
   */
  SALESFORCE_ID(ValueType.TEXT) {
    @Override
    public Optional<Value> shape(Value value) {
      return lowerCased(Value.of(SalesforceId.longForm(value.text().strip())));
    }
  },

  /** An IP address without port and brackets; anything else is absent. */
  ADDRESS(ValueType.TEXT) {
    @Override
    public Optional<Value> shape(Value value) {
      return Address.parse(value.text()).map(Value::of);
    }
  },

  /** A number, also when it is written as text; anything else is absent. */
  NUMBER(ValueType.NUMBER) {
    @Override
    public Optional<Value> shape(Value value) {
      return value instanceof Value.Text text
          ? JsonNumbers.exact(text.value().strip())
          : numeric(value);
    }
  },

  /** True or false, also when it is written as text; anything else is absent. */
  BOOLEAN(ValueType.FLAG) {
    @Override
    public Optional<Value> shape(Value value) {
      return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(Value.of(true));
        case "false" -> Optional.of(Value.of(false));
        default -> Optional.empty();
      };
    }
  };

  private final @Nullable ValueType type;

  FieldKind(@Nullable ValueType type) {
    this.type = type;
  }

  /** What all its values are, where they are of one type. */
  public Optional<ValueType> type() {
    return Optional.ofNullable(type);
  }

  /** The value in this kind's form, or nothing where it cannot be one. */
  public abstract Optional<Value> shape(Value value);

  private static Optional<Value> lowerCased(Value value) {
    String written = value.text();
    String text = written.strip().toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        value instanceof Value.Text && text.equals(written) ? value : Value.of(text));
  }

  private static Optional<Value> numeric(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Decimal
        ? Optional.of(value)
        : Optional.empty();
  }
}
