package dev.redthread.event;

import java.math.BigDecimal;

/** Numbers as text. */
final class Numbers {
  private static final int LONGEST_PLAIN = 1_000;

  private Numbers() {}

  /** A few bytes of JSON, {@code 1E+2000000000}, must not become gigabytes of digits. */
  static String text(BigDecimal value) {
    BigDecimal number = value.stripTrailingZeros();
    boolean plain = Math.abs((long) number.scale()) <= LONGEST_PLAIN;
    return plain ? number.toPlainString() : number.toString();
  }
}
