package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import java.util.List;
import java.util.function.Consumer;

/** Faults in how a detector lets go of its state. */
final class AlteredExpiry {

  private AlteredExpiry() {}

  static Detectors never() {
    return AlteredEvents.of(
        detector ->
            new Altered(detector) {
              @Override
              public long onClock(
                  String pattern,
                  List<String> group,
                  TimelineState state,
                  long receivedClock,
                  Consumer<Finding> changed) {
                return Long.MAX_VALUE;
              }
            });
  }

  static Detectors withoutWaking() {
    return AlteredEvents.of(
        detector ->
            new Altered(detector) {
              @Override
              public long onCandidate(
                  Candidate candidate,
                  TimelineState state,
                  long receivedClock,
                  Consumer<Finding> changed) {
                super.onCandidate(candidate, state, receivedClock, changed);
                return Long.MAX_VALUE;
              }
            });
  }

  static Detectors wakingOnce() {
    return AlteredEvents.of(
        detector ->
            new Altered(detector) {
              @Override
              public long onClock(
                  String pattern,
                  List<String> group,
                  TimelineState state,
                  long receivedClock,
                  Consumer<Finding> changed) {
                super.onClock(pattern, group, state, receivedClock, changed);
                return Long.MAX_VALUE;
              }
            });
  }
}
