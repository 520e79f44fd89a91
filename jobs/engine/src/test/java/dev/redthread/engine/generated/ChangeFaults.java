package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import dev.redthread.pattern.compiled.Fingerprint;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Faults that an engine could have where its patterns change, each planted in the real one. */
public final class ChangeFaults {

  private ChangeFaults() {}

  /** The engine with nothing but a place for faults. */
  public static Detectors none() {
    return AlteredEvents.of(Altered::new);
  }

  /** All of them, by what is wrong. */
  public static Map<String, Detectors> all() {
    Map<String, Detectors> faults = new LinkedHashMap<>();
    faults.put(
        "a changed pattern's keys wait for their next event", AlteredEvents.of(StandsAlways::new));
    faults.put(
        "a candidate from before the change is not screened again",
        AlteredEvents.of(ScreensOnce::new));
    faults.put(
        "what was raised before the change is not withdrawn", AlteredEvents.of(KeepsAll::new));
    faults.put(
        "kept events keep the rules that they had",
        flawedRenewal(kept -> kept.withEvents(AlteredState.Flaw.NOT_WRITTEN)));
    faults.put(
        "kept events stay that match no more",
        flawedRenewal(kept -> kept.withEvents(AlteredState.Flaw.NOT_REMOVED)));
    faults.put("a changed pattern begins anew", beginningAnew(false));
    faults.put("an unchanged pattern begins anew", beginningAnew(true));
    return faults;
  }

  /** Says of every key that it is as it should be. */
  private static final class StandsAlways extends Altered {

    StandsAlways(Detector detector) {
      super(detector);
    }

    @Override
    public boolean stands(String pattern, Decided decided) {
      return true;
    }
  }

  private static final class ScreensOnce extends Altered {

    ScreensOnce(Detector detector) {
      super(detector);
    }

    @Override
    public Optional<Candidate> screened(Candidate candidate) {
      return Optional.of(candidate);
    }
  }

  /** Withdraws nothing when a key is decided anew. */
  private static final class KeepsAll extends Altered {

    KeepsAll(Detector detector) {
      super(detector);
    }

    @Override
    public long renew(
        String pattern,
        List<String> group,
        TimelineState state,
        long receivedClock,
        Consumer<Finding> changed) {
      return super.renew(
          pattern,
          group,
          state,
          receivedClock,
          finding -> {
            if (finding.status() != Finding.Status.WITHDRAWN) {
              changed.accept(finding);
            }
          });
    }
  }

  /** The state has a flaw while a key is decided anew. */
  private static Detectors flawedRenewal(UnaryOperator<AlteredState> flaw) {
    return AlteredEvents.of(
        detector ->
            new Altered(detector) {
              @Override
              public long renew(
                  String pattern,
                  List<String> group,
                  TimelineState state,
                  long receivedClock,
                  Consumer<Finding> changed) {
                return super.renew(
                    pattern, group, flaw.apply(AlteredState.of(state)), receivedClock, changed);
              }
            });
  }

  /**
   * What is kept of the patterns that changed, or of those that did not, is gone after a change.
   */
  private static Detectors beginningAnew(boolean unchanged) {
    return (patterns, clock, setting) ->
        new Forgets(Detectors.REAL.create(patterns, clock, setting), patterns, unchanged);
  }

  private static final class Forgets extends Altered {
    private final boolean unchanged;
    private final Set<List<Object>> forgotten = new HashSet<>();
    private Set<String> forgetful = Set.of();
    private Map<String, Fingerprint> fingerprints;

    Forgets(Detector detector, PatternSet patterns, boolean unchanged) {
      super(detector);
      this.unchanged = unchanged;
      fingerprints = Fingerprint.of(patterns);
    }

    @Override
    public void change(PatternSet patterns, Map<String, Long> completeSince) {
      Map<String, Fingerprint> before = new HashMap<>(fingerprints);
      fingerprints = Fingerprint.of(patterns);
      Set<String> found = new HashSet<>(fingerprints.keySet());
      found.removeIf(
          id ->
              !before.containsKey(id) || unchanged != before.get(id).equals(fingerprints.get(id)));
      // An operator that is opened goes over to what it has.
      forgetful = fingerprints.equals(before) ? Set.of() : found;
      forgotten.clear();
      super.change(patterns, completeSince);
    }

    @Override
    TimelineState keep(String pattern, List<String> group, TimelineState state) {
      if (forgetful.contains(pattern) && forgotten.add(List.of(pattern, group))) {
        state.events().clear();
        state.completions().clear();
      }
      return state;
    }
  }
}
