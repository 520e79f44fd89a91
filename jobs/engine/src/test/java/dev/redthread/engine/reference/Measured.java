package dev.redthread.engine.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Measures a window and compares. */
final class Measured {

  private Measured() {}

  static boolean of(RefMeasure measure, List<RefEvent> window, List<RefBound> bounds) {
    Stream<String> texts = window.stream().flatMap(event -> event.values().stream());
    return switch (measure.kind()) {
      case EVENTS -> within(BigDecimal.valueOf(window.size()), bounds);
      case VALUES -> within(BigDecimal.valueOf(texts.distinct().count()), bounds);
      case SUM -> within(sum(numbers(texts)), bounds);
      case AVERAGE -> average(numbers(texts), bounds);
      case PERCENTILE -> percentile(measure.percentile(), numbers(texts), bounds);
    };
  }

  static boolean within(BigDecimal number, List<RefBound> bounds) {
    return bounds.stream().allMatch(bound -> bound.holds(number));
  }

  /** What is no number counts nothing. */
  private static List<BigDecimal> numbers(Stream<String> texts) {
    return texts
        .filter(text -> text.matches("-?[0-9]+(\\.[0-9]+)?"))
        .map(BigDecimal::new)
        .sorted()
        .toList();
  }

  private static BigDecimal sum(List<BigDecimal> numbers) {
    return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The average of nothing is within no bounds. */
  private static boolean average(List<BigDecimal> numbers, List<RefBound> bounds) {
    BigDecimal count = BigDecimal.valueOf(numbers.size());
    return !numbers.isEmpty()
        && bounds.stream().allMatch(bound -> times(bound, count).holds(sum(numbers)));
  }

  /** On the straight line between the two numbers around the place of the percentile. */
  private static boolean percentile(int percent, List<BigDecimal> sorted, List<RefBound> bounds) {
    if (sorted.isEmpty()) {
      return false;
    }
    BigInteger hundred = BigInteger.valueOf(100);
    BigInteger[] place =
        BigInteger.valueOf(percent)
            .multiply(BigInteger.valueOf(sorted.size() - 1L))
            .divideAndRemainder(hundred);
    BigDecimal low = sorted.get(place[0].intValue());
    BigDecimal high = sorted.get(Math.min(place[0].intValue() + 1, sorted.size() - 1));
    BigDecimal hundredfold =
        low.multiply(new BigDecimal(hundred))
            .add(high.subtract(low).multiply(new BigDecimal(place[1])));
    return bounds.stream()
        .allMatch(bound -> times(bound, new BigDecimal(hundred)).holds(hundredfold));
  }

  private static RefBound times(RefBound bound, BigDecimal factor) {
    return new RefBound(bound.sign(), bound.value().multiply(factor));
  }
}
