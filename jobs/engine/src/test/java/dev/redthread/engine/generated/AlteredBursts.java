package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Faults in letting go of the middle of a burst. They change what the state holds, and want a
 * detector that keeps nothing beside it.
 */
final class AlteredBursts {
  private AlteredBursts() {}

  /** All of them, by what is wrong. */
  static Map<String, Detectors> faults() {
    Map<String, Detectors> faults = new LinkedHashMap<>();
    faults.put("one event before the middle goes too", thinning(NavigableSet::lower));
    faults.put("one event after the middle goes too", thinning(NavigableSet::higher));
    faults.put("the first event of a burst goes too", thinning((kept, gone) -> kept.first()));
    faults.put("the last event of a burst goes too", thinning((kept, gone) -> kept.last()));
    faults.put(
        "completions of the middle stay",
        AlteredState.of(kept -> kept.withCompletions(AlteredState.Flaw.NOT_REMOVED)));
    faults.put("what late events may change goes too", AlteredEvents.of(AlteredBursts::hasty));
    faults.put("a lower bound counts as exact", AlteredEvents.of(AlteredBursts::sure));
    return faults;
  }

  /** Which of the events that are kept goes too. */
  private interface Choice {
    EventKey of(NavigableSet<EventKey> kept, EventKey gone);
  }

  private static Detectors thinning(Choice choice) {
    return AlteredEvents.of(
        detector ->
            new Altered(detector) {
              @Override
              public long onCandidate(
                  Candidate candidate,
                  TimelineState state,
                  long receivedClock,
                  Consumer<Finding> changed) {
                NavigableMap<EventKey, String> before = ids(state);
                long next = super.onCandidate(candidate, state, receivedClock, changed);
                NavigableSet<EventKey> kept = new TreeSet<>(ids(state).keySet());
                before.keySet().removeAll(kept);
                // What expires goes from the beginning.
                before.keySet().removeIf(gone -> kept.lower(gone) == null);
                if (!before.isEmpty() && kept.higher(before.firstKey()) != null) {
                  forget(choice.of(kept, before.firstKey()), state);
                }
                return next;
              }
            });
  }

  private static NavigableMap<EventKey, String> ids(TimelineState state) {
    NavigableMap<EventKey, String> ids = new TreeMap<>();
    for (Map.Entry<EventKey, TimelineEvent> entry : state.events().entries()) {
      ids.put(entry.getKey(), entry.getKey().id());
    }
    return ids;
  }

  private static void forget(EventKey event, TimelineState state) {
    state.events().remove(event);
    state.completions().remove(event);
  }

  /** The clock is ahead, so that windows count as settled that late events may still change. */
  private static Detector hasty(Detector detector) {
    return new Altered(detector) {
      @Override
      public long onCandidate(
          Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
        return super.onCandidate(candidate, state, receivedClock + 600, changed);
      }
    };
  }

  private static Detector sure(Detector detector) {
    return new Altered(detector) {
      @Override
      void give(Finding finding, Consumer<Finding> given) {
        given.accept(exact(finding));
      }
    };
  }

  private static Finding exact(Finding of) {
    return new Finding(
        of.id(),
        of.revision(),
        of.version(),
        of.status(),
        of.into(),
        of.settlesAt(),
        of.pattern(),
        of.group(),
        of.first(),
        of.last(),
        of.detected(),
        of.ingested(),
        of.truncated(),
        of.chain(),
        of.events(),
        of.eventCount(),
        of.risk(),
        false,
        of.completeSince());
  }
}
