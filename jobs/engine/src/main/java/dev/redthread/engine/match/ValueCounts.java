package dev.redthread.engine.match;

import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which values the events of a step have in a field, and how many events each.
 *
 * <p><i>Cost:</i> constant, or logarithmic where values are kept in order.
 */
final class ValueCounts {
  private final boolean inOrder;
  private final Map<Value, Integer> counts = new LinkedHashMap<>();
  private final List<NavigableMap<Value, Integer>> byType = new ArrayList<>(0);

  /**
   * @param inOrder whether it is asked for values that are less or greater than another
   */
  ValueCounts(boolean inOrder) {
    this.inOrder = inOrder;
    for (int type = 0; inOrder && type < ValueType.COUNT; type++) {
      byType.add(new TreeMap<>(ValueType.ORDER));
    }
  }

  private Map<Value, Integer> counts(Value value) {
    return inOrder ? byType.get(ValueType.of(value)) : counts;
  }

  /** Counts a value; says whether it is the first. */
  boolean add(Value value) {
    return counts(value).merge(value, 1, Integer::sum) == 1;
  }

  /** Counts a value no longer; says whether it was the last. */
  boolean remove(Value value) {
    Map<Value, Integer> counts = counts(value);
    if (counts.getOrDefault(value, 0) > 1) {
      counts.merge(value, -1, Integer::sum);
      return false;
    }
    return counts.remove(value) != null;
  }

  boolean has(Value value) {
    return counts(value).containsKey(value);
  }

  /** Whether there is a value that is less than another, or whatever the comparison is. */
  boolean has(Comparison comparison, Value other) {
    return switch (comparison) {
      case EQUAL -> has(other);
      case UNEQUAL -> counts.keySet().stream().limit(2).anyMatch(value -> !value.equals(other));
      case LESS -> byType.get(ValueType.of(other)).lowerKey(other) != null;
      case LESS_OR_EQUAL -> byType.get(ValueType.of(other)).floorKey(other) != null;
      case GREATER -> byType.get(ValueType.of(other)).higherKey(other) != null;
      case GREATER_OR_EQUAL -> byType.get(ValueType.of(other)).ceilingKey(other) != null;
    };
  }

  /**
   * Those of the values of which one satisfies, as the right side of a comparison that is not one
   * of equality, whatever any of them satisfies.
   */
  Stream<Value> widest(Comparison comparison) {
    if (comparison == Comparison.UNEQUAL) {
      return counts.keySet().stream().limit(2);
    }
    boolean less = comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL;
    return byType.stream()
        .filter(ofType -> !ofType.isEmpty())
        .map(ofType -> less ? ofType.lastKey() : ofType.firstKey());
  }
}
