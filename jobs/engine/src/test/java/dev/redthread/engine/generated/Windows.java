package dev.redthread.engine.generated;

import dev.redthread.engine.reference.RefBound;
import dev.redthread.engine.reference.RefHolds;
import dev.redthread.engine.reference.RefMeasure;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The counting kinds in the types of the engine and of the reference. */
final class Windows {
  private Windows() {}

  static RefShape toReference(Shape shape) {
    if (shape instanceof Shape.Window window) {
      return new RefShape.Window(
          window.timespan(),
          new RefMeasure(
              RefMeasure.Kind.valueOf(window.measure().kind().name()),
              window.measure().percentile()),
          window.bounds().all().stream()
              .map(bound -> new RefBound(bound.relation().sign(), bound.value()))
              .toList());
    } else if (shape instanceof Shape.Temporal temporal) {
      return new RefShape.Temporal(
          temporal.timespan(),
          temporal.rules().stream()
              .map(rule -> new RefShape.Temporal.Named(rule.name(), Set.copyOf(rule.places())))
              .toList(),
          toReference(temporal.condition()),
          temporal.settled());
    }
    return shape instanceof Shape.NewValue newValue
        ? new RefShape.NewValue(newValue.baseline(), newValue.learning())
        : new RefShape.Single();
  }

  private static RefHolds toReference(Holds holds) {
    if (holds instanceof Holds.Has has) {
      return new RefHolds.Has(has.rule());
    } else if (holds instanceof Holds.InOrder order) {
      return new RefHolds.InOrder(order.least(), order.of());
    } else if (holds instanceof Holds.Not not) {
      return new RefHolds.Not(toReference(not.part()));
    }
    Holds.Some some = (Holds.Some) holds;
    return new RefHolds.Some(
        some.least(), some.parts().stream().map(Windows::toReference).toList());
  }

  static Shape fromReference(RefShape shape, int rules) {
    List<String> fields = Collections.nCopies(rules, GeneratedEvents.VALUE);
    if (shape instanceof RefShape.Window window) {
      Measure.Kind kind = Measure.Kind.valueOf(window.measure().kind().name());
      return new Shape.Window(
          window.timespan(),
          new Measure(
              kind,
              kind == Measure.Kind.EVENTS ? List.of() : fields,
              window.measure().percentile()),
          new Bounds(
              window.bounds().stream()
                  .map(bound -> new Bounds.Bound(relation(bound.sign()), bound.value()))
                  .toList()));
    } else if (shape instanceof RefShape.Temporal temporal) {
      return new Shape.Temporal(
          temporal.timespan(),
          temporal.rules().stream()
              .map(
                  rule ->
                      new Shape.Temporal.Named(
                          rule.name(), rule.rules().stream().sorted().toList()))
              .toList(),
          fromReference(temporal.condition()),
          temporal.settled());
    }
    return shape instanceof RefShape.NewValue newValue
        ? new Shape.NewValue(newValue.baseline(), newValue.learning(), fields)
        : new Shape.Single();
  }

  private static Bounds.Relation relation(String sign) {
    return Arrays.stream(Bounds.Relation.values())
        .filter(relation -> relation.sign().equals(sign))
        .findFirst()
        .orElseThrow();
  }

  private static Holds fromReference(RefHolds holds) {
    if (holds instanceof RefHolds.Has has) {
      return new Holds.Has(has.rule());
    } else if (holds instanceof RefHolds.InOrder order) {
      return new Holds.InOrder(order.least(), order.of());
    } else if (holds instanceof RefHolds.Not not) {
      return new Holds.Not(fromReference(not.part()));
    }
    RefHolds.Some some = (RefHolds.Some) holds;
    return new Holds.Some(some.least(), some.parts().stream().map(Windows::fromReference).toList());
  }
}
