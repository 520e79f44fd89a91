package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a number must be: all of some comparisons hold.
 *
 * @param all at least one comparison
 */
public record Bounds(List<Bound> all) implements Serializable {
  public Bounds {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("a condition without comparisons");
    }
  }

  /** At least so many. */
  public static Bounds atLeast(long number) {
    return new Bounds(List.of(new Bound(Relation.GTE, BigDecimal.valueOf(number))));
  }

  public boolean hold(BigDecimal number) {
    return hold(number, BigDecimal.ONE);
  }

  /** Whether a fraction is within the bounds, decided without dividing. */
  public boolean hold(BigDecimal numerator, BigDecimal positiveDenominator) {
    return all.stream()
        .allMatch(
            bound ->
                bound.relation.holds(
                    numerator.compareTo(bound.value.multiply(positiveDenominator))));
  }

  /** Whether all comparisons are from below, so that a count that has met them stays so. */
  public boolean isFromBelow() {
    return all.stream()
        .allMatch(bound -> bound.relation == Relation.GT || bound.relation == Relation.GTE);
  }

  /** The least count that meets bounds from below; they name whole numbers. */
  public int leastCount() {
    return all.stream()
        .mapToInt(bound -> bound.value.intValueExact() + (bound.relation == Relation.GT ? 1 : 0))
        .max()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return all.stream()
        .map(bound -> bound.relation.sign + " " + bound.value.toPlainString())
        .collect(Collectors.joining(" and "));
  }

  /** One comparison with a number. */
  public record Bound(Relation relation, BigDecimal value) implements Serializable {}

  /** How a number compares. */
  public enum Relation {
    GT(">"),
    GTE(">="),
    LT("<"),
    LTE("<="),
    EQ("="),
    NEQ("!=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /** As it is written between two numbers. */
    public String sign() {
      return sign;
    }

    boolean holds(int compared) {
      return switch (this) {
        case GT -> compared > 0;
        case GTE -> compared >= 0;
        case LT -> compared < 0;
        case LTE -> compared <= 0;
        case EQ -> compared == 0;
        case NEQ -> compared != 0;
      };
    }
  }
}
