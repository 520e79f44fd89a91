package dev.redthread.pattern.compiled;

import com.google.re2j.Pattern;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be. Texts compare without regard to case (both sides folded by {@code
 * Fold.fold}) unless {@code cased}; numbers and booleans compare by their text.
 */
public sealed interface Match extends Serializable {

  /** The whole value; {@code text} is folded already unless cased. */
  record Equal(String text, boolean cased) implements Match {}

  /** The value begins so. */
  record StartsWith(String text, boolean cased) implements Match {}

  /** The value ends so. */
  record EndsWith(String text, boolean cased) implements Match {}

  /** The value has this in it. */
  record Contains(String text, boolean cased) implements Match {}

  /**
   * The whole value against literal pieces, {@code *} (any run) and {@code ?} (any one character).
   */
  record Wildcard(Pattern pattern, String written) implements Match {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Wildcard that
          && pattern.equals(that.pattern)
          && written.equals(that.written);
    }

    @Override
    public int hashCode() {
      return pattern.hashCode();
    }
  }

  /** The expression is found in the value; linear time by construction. */
  record Regex(Pattern pattern) implements Match {}

  /** The value is an address in this network. */
  @SuppressWarnings("ArrayRecordComponent")
  record Cidr(byte[] network, int prefix) implements Match {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Cidr that
          && prefix == that.prefix
          && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(network) * 31 + prefix;
    }
  }

  /** The value is a number on this side of the bound; a value that is no number fails. */
  record Compare(Order order, BigDecimal bound) implements Match {}

  /** The field is present and not null ({@code true}), or absent or null ({@code false}). */
  record Exists(boolean present) implements Match {}

  /** The field is absent or null. */
  record IsNull() implements Match {}

  /** The value equals the value of another field of the same event. */
  record EqualsField(String field, boolean cased) implements Match {}

  /** A side of a bound. */
  enum Order {
    LT,
    LTE,
    GT,
    GTE
  }
}
