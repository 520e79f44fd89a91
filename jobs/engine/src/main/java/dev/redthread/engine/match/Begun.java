package dev.redthread.engine.match;

import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest times at which chains up to the earlier of two compared steps began, by the values
 * there: of all that a value of the later step may follow, the latest.
 *
 * <p><i>Cost:</i> constant for equal and for unequal values, logarithmic for those in order, of
 * which only such are kept as are the latest for some value.
 */
abstract sealed class Begun {
  static final long NEVER = Long.MIN_VALUE;

  private final Join.Pair pair;

  private Begun(Join.Pair pair) {
    this.pair = pair;
  }

  static Begun of(Join.Pair pair) {
    return switch (pair.comparison()) {
      case EQUAL -> new WithEqual(pair);
      case UNEQUAL -> new WithOther(pair);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> new WithInOrder(pair);
    };
  }

  Join.Pair pair() {
    return pair;
  }

  /** A chain up to an event with a value began then. */
  abstract void add(Value earlier, long begins);

  /** The latest beginning before a value of the later step, or {@link #NEVER}. */
  abstract long latest(Value later);

  /** Lets go of what began before a time, as far as that is worth it. */
  abstract void forget(long earliest);

  /** How many beginnings are kept. */
  abstract int size();

  abstract void clear();

  private static final class WithEqual extends Begun {
    private final Map<Value, Long> begun = new HashMap<>();

    WithEqual(Join.Pair pair) {
      super(pair);
    }

    @Override
    void add(Value earlier, long begins) {
      begun.merge(earlier, begins, Math::max);
    }

    @Override
    long latest(Value later) {
      return begun.getOrDefault(later, NEVER);
    }

    @Override
    void forget(long earliest) {
      begun.values().removeIf(begins -> begins < earliest);
    }

    @Override
    int size() {
      return begun.size();
    }

    @Override
    void clear() {
      begun.clear();
    }
  }

  /** The latest beginning, and the latest with another value than that has. */
  private static final class WithOther extends Begun {
    private @Nullable Value value;
    private long latest = NEVER;
    private long other = NEVER;

    WithOther(Join.Pair pair) {
      super(pair);
    }

    @Override
    void add(Value earlier, long begins) {
      if (earlier.equals(value)) {
        latest = Math.max(latest, begins);
      } else if (begins > latest) {
        other = latest;
        latest = begins;
        value = earlier;
      } else {
        other = Math.max(other, begins);
      }
    }

    @Override
    long latest(Value later) {
      return later.equals(value) ? other : latest;
    }

    @Override
    void forget(long earliest) {}

    @Override
    int size() {
      return 0;
    }

    @Override
    void clear() {
      value = null;
      latest = NEVER;
      other = NEVER;
    }
  }

  /** Sorted from the value that fewest follow on; of each type the beginnings get later. */
  private static final class WithInOrder extends Begun {
    private final List<TreeMap<Value, Long>> begun = new ArrayList<>();
    private final boolean greater;
    private final boolean orEqual;

    WithInOrder(Join.Pair pair) {
      super(pair);
      Comparison comparison = pair.comparison();
      greater = comparison == Comparison.GREATER || comparison == Comparison.GREATER_OR_EQUAL;
      orEqual = comparison == Comparison.LESS_OR_EQUAL || comparison == Comparison.GREATER_OR_EQUAL;
      for (int type = 0; type < ValueType.COUNT; type++) {
        begun.add(new TreeMap<>(greater ? ValueType.ORDER.reversed() : ValueType.ORDER));
      }
    }

    /** Those with a value that more may follow are worth nothing unless they began later. */
    @Override
    void add(Value earlier, long begins) {
      TreeMap<Value, Long> ofType = begun.get(ValueType.of(earlier));
      Map.Entry<Value, Long> better = ofType.floorEntry(earlier);
      if (better != null && better.getValue() >= begins) {
        return;
      }
      ofType.put(earlier, begins);
      Map.Entry<Value, Long> worse = ofType.higherEntry(earlier);
      while (worse != null && worse.getValue() <= begins) {
        ofType.remove(worse.getKey());
        worse = ofType.higherEntry(earlier);
      }
    }

    @Override
    long latest(Value later) {
      TreeMap<Value, Long> ofType = begun.get(ValueType.of(later));
      Map.Entry<Value, Long> last = orEqual ? ofType.floorEntry(later) : ofType.lowerEntry(later);
      return last == null ? NEVER : last.getValue();
    }

    @Override
    void forget(long earliest) {
      begun.forEach(ofType -> ofType.values().removeIf(begins -> begins < earliest));
    }

    @Override
    int size() {
      return begun.stream().mapToInt(Map::size).sum();
    }

    @Override
    void clear() {
      begun.forEach(Map::clear);
    }
  }
}
