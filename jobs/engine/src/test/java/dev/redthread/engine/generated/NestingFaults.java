package dev.redthread.engine.generated;

import dev.redthread.engine.Detector;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Faults in what a detector says of the patterns that are steps of others. */
public final class NestingFaults {
  private static final Map<String, UnaryOperator<List<PatternEvent>>> ALL = new LinkedHashMap<>();

  static {
    ALL.put(
        "completing events are not taken back",
        events -> events.stream().filter(event -> !event.retracted()).toList());
    ALL.put("of several completing events the first is said", events -> events.subList(0, 1));
  }

  private NestingFaults() {}

  /** What is wrong with each. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Makes detectors with a fault. */
  public static Detector.Factory of(String fault, DetectorFactory detectors) {
    return new Faulty(fault, detectors);
  }

  private record Faulty(String fault, DetectorFactory detectors) implements Detector.Factory {

    @Override
    public Detector create(PatternSet patterns, Clock clock) {
      UnaryOperator<List<PatternEvent>> altered = Objects.requireNonNull(ALL.get(fault));
      return new Altered(detectors.create(patterns, clock)) {
        @Override
        public List<PatternEvent> takePatternEvents() {
          List<PatternEvent> said = super.takePatternEvents();
          return said.isEmpty() ? said : altered.apply(said);
        }
      };
    }
  }
}
