package dev.redthread.engine.match;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;

/** Whether the events at places {@code first} to before {@code end} are a satisfied window. */
interface Condition {

  boolean holds(Timeline timeline, int first, int end);

  static Condition of(Shape.Window window) {
    if (window.measure().kind() == Measure.Kind.EVENTS) {
      Bounds bounds = window.bounds();
      return (timeline, first, end) -> bounds.hold(BigDecimal.valueOf(end - first));
    }
    return (timeline, first, end) ->
        timeline.indexes().sliding(() -> Contents.of(window)).holds(first, end);
  }

  static Condition of(Shape.Temporal temporal) {
    long[] roles = temporal.rules().stream().mapToLong(rule -> Roles.of(rule.places())).toArray();
    return (timeline, first, end) ->
        temporal.condition().test(rule -> timeline.previous(roles[rule], end) >= first);
  }
}
