package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A detector with a fault in front of it or behind it; without one it is the detector itself. */
class Altered implements Detector {
  private final Detector detector;

  Altered(Detector detector) {
    this.detector = detector;
  }

  /** What the detector gets of a candidate. */
  void take(Candidate candidate, Consumer<Candidate> taken) {
    taken.accept(candidate);
  }

  /** What is published of a finding. */
  void give(Finding finding, Consumer<Finding> given) {
    given.accept(finding);
  }

  /** What the detector gets for the state of a key. */
  TimelineState keep(String pattern, List<String> group, TimelineState state) {
    return state;
  }

  @Override
  public long onCandidate(
      Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
    long[] next = {Long.MAX_VALUE};
    take(
        candidate,
        taken ->
            next[0] =
                detector.onCandidate(
                    taken,
                    keep(taken.pattern(), taken.group(), state),
                    receivedClock,
                    finding -> give(finding, changed)));
    return next[0];
  }

  @Override
  public long onClock(
      String pattern,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    return detector.onClock(
        pattern,
        group,
        keep(pattern, group, state),
        receivedClock,
        finding -> give(finding, changed));
  }

  @Override
  public List<PatternEvent> takePatternEvents() {
    return detector.takePatternEvents();
  }

  @Override
  public int takeAbandoned(String pattern) {
    return detector.takeAbandoned(pattern);
  }

  @Override
  public void change(PatternSet patterns, Map<String, Long> completeSince) {
    detector.change(patterns, completeSince);
  }

  @Override
  public boolean stands(String pattern, Decided decided) {
    return detector.stands(pattern, decided);
  }

  @Override
  public boolean isStale(String pattern, List<String> group, TimelineState state) {
    return detector.isStale(pattern, group, keep(pattern, group, state));
  }

  @Override
  public long renew(
      String pattern,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    return detector.renew(
        pattern,
        group,
        keep(pattern, group, state),
        receivedClock,
        finding -> give(finding, changed));
  }

  @Override
  public Optional<Candidate> screened(Candidate candidate) {
    return detector.screened(candidate);
  }

  @Override
  public boolean isLate(Candidate candidate, long receivedClock) {
    return detector.isLate(candidate, receivedClock);
  }
}
