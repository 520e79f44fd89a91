package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Term.Comparison;

/**
 * Whether a timeline has, anywhere, events of two compared steps that satisfy the comparison. Where
 * it has none there is no chain, and an event without any such partner is in none.
 *
 * <p><i>Invariants:</i> the timeline says of each of its changes; what holds is never denied.
 *
 * <p><i>Cost:</i> constant for equal and unequal values, logarithmic for those in order.
 */
final class Meeting {
  private final Join.Pair pair;
  private final ValueCounts earlier;
  private final ValueCounts later;

  /** How many values both steps have. */
  private int common;

  Meeting(Join.Pair pair) {
    this.pair = pair;
    boolean inOrder = pair.comparison().compareTo(Comparison.LESS) >= 0;
    earlier = new ValueCounts(inOrder);
    later = new ValueCounts(inOrder);
  }

  /** Whether any two events satisfy it. */
  boolean may() {
    return pair.isEqual() ? common > 0 : later.widest(pair.comparison()).anyMatch(this::hasEarlier);
  }

  /** Whether an event of the earlier step may have a value that satisfies it with one. */
  boolean hasEarlier(Value value) {
    return earlier.has(pair.comparison(), value);
  }

  /** Whether an event of the later step may have a value that satisfies it with one. */
  boolean hasLater(Value value) {
    return later.has(Join.turned(pair.comparison()), value);
  }

  void inserted(TimelineEvent event) {
    for (Value value : pair.earlierField().values(event)) {
      common += earlier.add(value) && later.has(value) ? 1 : 0;
    }
    for (Value value : pair.laterField().values(event)) {
      common += later.add(value) && earlier.has(value) ? 1 : 0;
    }
  }

  void removed(TimelineEvent event) {
    for (Value value : pair.earlierField().values(event)) {
      common -= earlier.remove(value) && later.has(value) ? 1 : 0;
    }
    for (Value value : pair.laterField().values(event)) {
      common -= later.remove(value) && earlier.has(value) ? 1 : 0;
    }
  }
}
