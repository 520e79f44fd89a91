package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Faults of the counting kinds, as if the pattern had been another one. */
final class AlteredWindows {

  private AlteredWindows() {}

  static Map<String, Detectors> faults() {
    Map<String, Detectors> faults = new LinkedHashMap<>();
    faults.put(
        "window is exclusive",
        ofWindow(
            window -> new Shape.Window(window.timespan() - 1, window.measure(), window.bounds())));
    faults.put(
        "threshold is exclusive",
        ofWindow(
            window ->
                window.isThreshold()
                    ? new Shape.Window(
                        window.timespan(),
                        window.measure(),
                        Bounds.atLeast(window.bounds().leastCount() + 1))
                    : window));
    faults.put(
        "equal values count apart",
        ofWindow(
            window ->
                window.measure().kind() == Measure.Kind.VALUES
                    ? new Shape.Window(window.timespan(), Measure.EVENTS, window.bounds())
                    : window));
    faults.put("an average is a sum", measuring(Measure.Kind.AVERAGE, Measure.Kind.SUM, 50));
    faults.put("a sum is an average", measuring(Measure.Kind.SUM, Measure.Kind.AVERAGE, 50));
    faults.put(
        "every percentile is the median",
        measuring(Measure.Kind.PERCENTILE, Measure.Kind.PERCENTILE, 50));
    faults.put("rules are in a window that is exclusive", ofTemporal(-1, holds -> holds));
    faults.put("rules may be there or not", ofTemporal(0, AlteredWindows::withoutNot));
    faults.put("any rule suffices", ofTemporal(0, AlteredWindows::withAny));
    faults.put("rules may be in any order", ofTemporal(0, AlteredWindows::inAnyOrder));
    faults.put("nothing is learnt", ofNewValue(0, -1_000 * Cases.UNIT));
    faults.put("learning is exclusive", ofNewValue(0, 1));
    faults.put("the baseline is exclusive", ofNewValue(-1, 0));
    return faults;
  }

  private static Detectors ofWindow(UnaryOperator<Shape.Window> other) {
    return AlteredPatterns.ofShape(
        shape -> shape instanceof Shape.Window window ? other.apply(window) : shape);
  }

  private static Detectors measuring(Measure.Kind kind, Measure.Kind as, int percentile) {
    return ofWindow(
        window ->
            window.measure().kind() == kind
                ? new Shape.Window(
                    window.timespan(),
                    new Measure(as, window.measure().fieldByRule(), percentile),
                    window.bounds())
                : window);
  }

  private static Detectors ofTemporal(long longer, UnaryOperator<Holds> other) {
    return AlteredPatterns.ofShape(
        shape ->
            shape instanceof Shape.Temporal temporal
                ? new Shape.Temporal(
                    temporal.timespan() + longer,
                    temporal.rules(),
                    other.apply(temporal.condition()),
                    temporal.settled())
                : shape);
  }

  private static Holds withoutNot(Holds holds) {
    if (holds instanceof Holds.Not) {
      return new Holds.Some(0, List.of());
    } else if (holds instanceof Holds.Some some) {
      return new Holds.Some(
          some.least(), some.parts().stream().map(AlteredWindows::withoutNot).toList());
    }
    return holds;
  }

  private static Holds inAnyOrder(Holds holds) {
    if (holds instanceof Holds.InOrder order) {
      return new Holds.Some(
          order.least(), IntStream.range(0, order.of()).<Holds>mapToObj(Holds.Has::new).toList());
    } else if (holds instanceof Holds.Not not) {
      return new Holds.Not(inAnyOrder(not.part()));
    } else if (holds instanceof Holds.Some some) {
      return new Holds.Some(
          some.least(), some.parts().stream().map(AlteredWindows::inAnyOrder).toList());
    }
    return holds;
  }

  private static Holds withAny(Holds holds) {
    return holds instanceof Holds.Some some && some.least() > 1
        ? new Holds.Some(1, some.parts())
        : holds;
  }

  private static Detectors ofNewValue(long baseline, long learning) {
    return AlteredPatterns.ofShape(
        shape ->
            shape instanceof Shape.NewValue newValue
                ? new Shape.NewValue(
                    newValue.baseline() + baseline,
                    newValue.learning() + learning,
                    newValue.fieldByRule())
                : shape);
  }
}
