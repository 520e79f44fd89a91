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
   *
   * @param pattern the expression that the whole value, folded unless cased, must match
   * @param written the pieces as in a pattern file, folded unless cased, with a backslash before
   *     each {@code *}, {@code ?} and backslash that stands for itself
   */
  record Wildcard(Pattern pattern, String written, boolean cased) implements Match {

    /** The longest text without wildcards that every value that matches has in it; may be empty. */
    public String longestLiteral() {
      String longest = "";
      StringBuilder piece = new StringBuilder();
      for (int i = 0; i <= written.length(); i++) {
        char c = i < written.length() ? written.charAt(i) : '*';
        if (c == '*' || c == '?') {
          longest = piece.length() > longest.length() ? piece.toString() : longest;
          piece.setLength(0);
        } else {
          piece.append(c == '\\' ? written.charAt(++i) : c);
        }
      }
      return longest;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Wildcard that && cased == that.cased && written.equals(that.written);
    }

    @Override
    public int hashCode() {
      return written.hashCode();
    }
  }

  /** The expression is found in the value; linear time by construction. */
  record Regex(Pattern pattern) implements Match {}

  /**
   * The value is an address in this network. IPv4 addresses mapped into IPv6 count as IPv4.
   *
   * @param network the address with all bits after the prefix zero, 4 or 16 bytes
   */
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

  /**
   * The value is a number, or a text that is one, on this side of the bound; anything else fails.
   */
  record Compare(Order order, BigDecimal bound) implements Match {}

  /**
   * A part of the date that the value is compares so with a number. The date counts as it is
   * written: no offset is applied. What is no date, or has no such part, fails.
   */
  record PartOfDate(DatePart part, Bounds.Relation relation, int number) implements Match {}

  /** The field is present, if only as a null ({@code true}), or absent ({@code false}). */
  record Exists(boolean present) implements Match {}

  /** The field is absent or null. */
  record IsNull() implements Match {}

  /** The value equals the value of another field of the same event; absent equals nothing. */
  record EqualsField(String field, boolean cased) implements Match {}

  /** A side of a bound. */
  enum Order {
    LT("<"),
    LTE("<="),
    GT(">"),
    GTE(">=");

    private final String sign;

    Order(String sign) {
      this.sign = sign;
    }

    /** As it is written between two numbers. */
    public String sign() {
      return sign;
    }
  }
}
