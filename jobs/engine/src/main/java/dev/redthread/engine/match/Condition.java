package dev.redthread.engine.match;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Whether events are a satisfied window. */
interface Condition {

  /**
   * Whether those at places {@code first} to before {@code end} are.
   *
   * @param completing the place of the one whose window it is
   */
  boolean holds(Timeline timeline, int first, int end, int completing);

  static Condition of(Shape.Window window) {
    if (window.measure().kind() == Measure.Kind.EVENTS) {
      Bounds bounds = window.bounds();
      return (timeline, first, end, completing) -> bounds.hold(BigDecimal.valueOf(end - first));
    }
    return (timeline, first, end, completing) ->
        timeline.indexes().sliding(() -> Contents.of(window)).holds(first, end);
  }

  /**
   * Whether an event with some roles can end a window that meets a condition: where rules must be
   * in order, it has enough of them before it in the list.
   */
  static LongPredicate mayEnd(Shape.Temporal temporal) {
    Holds condition = temporal.condition();
    if (!condition.negated().isEmpty()) {
      return roles -> true;
    }
    long[] rules = temporal.rules().stream().mapToLong(rule -> Roles.of(rule.places())).toArray();
    return roles ->
        condition.test(
            rule -> true,
            least ->
                IntStream.range(Math.max(0, least - 1), rules.length)
                    .anyMatch(i -> (rules[i] & roles) != 0));
  }

  static Condition of(Shape.Temporal temporal) {
    long[] roles = temporal.rules().stream().mapToLong(rule -> Roles.of(rule.places())).toArray();
    RulesInOrder order = new RulesInOrder(temporal.rules());
    return (timeline, first, end, completing) ->
        temporal
            .condition()
            .test(
                rule -> timeline.previous(roles[rule], end) >= first,
                least -> order.atLeast(least, timeline, first, completing));
  }
}
