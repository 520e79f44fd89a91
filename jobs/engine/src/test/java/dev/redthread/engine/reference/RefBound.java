package dev.redthread.engine.reference;

import java.math.BigDecimal;

/** One comparison, e.g. {@code >= 3}. */
public record RefBound(String sign, BigDecimal value) {

  boolean holds(BigDecimal number) {
    int compared = number.compareTo(value);
    return switch (sign) {
      case ">" -> compared > 0;
      case ">=" -> compared >= 0;
      case "<" -> compared < 0;
      case "<=" -> compared <= 0;
      case "=" -> compared == 0;
      case "!=" -> compared != 0;
      default -> throw new IllegalArgumentException(sign);
    };
  }
}
