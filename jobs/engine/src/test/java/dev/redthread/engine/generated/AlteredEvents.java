package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import dev.redthread.event.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Faults in what a detector takes in or keeps. */
final class AlteredEvents {

  /** Later than any event. */
  private static final long FAR = 1_000_000;

  private AlteredEvents() {}

  static Detectors of(UnaryOperator<Detector> fault) {
    return (patterns, clock, setting) ->
        fault.apply(Detectors.REAL.create(patterns, clock, setting));
  }

  /** Events that come late are not looked at. */
  static Detector withoutLate(Detector detector) {
    Map<List<String>, Long> latest = new HashMap<>();
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        long time = candidate.event().eventTime();
        if (time >= latest.getOrDefault(candidate.group(), Long.MIN_VALUE)) {
          latest.put(candidate.group(), time);
          taken.accept(candidate);
        }
      }
    };
  }

  static Detector withoutRetractions(Detector detector) {
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        if (!candidate.retracted()) {
          taken.accept(candidate);
        }
      }
    };
  }

  /** A copy is an event of its own. */
  static Detector withCopies(Detector detector) {
    Map<List<String>, Integer> copies = new HashMap<>();
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        Event event = candidate.event();
        int copy =
            candidate.retracted()
                ? 1
                : copies.merge(
                    List.of(candidate.group().toString(), event.source(), event.id()),
                    1,
                    Integer::sum);
        taken.accept(copy == 1 ? candidate : withId(candidate, event.id() + "#" + copy));
      }
    };
  }

  /** Of several contents under one id, the one that came first wins. */
  static Detector firstContentWins(Detector detector) {
    Set<List<String>> known = new HashSet<>();
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        Event event = candidate.event();
        if (candidate.retracted()
            || known.add(List.of(candidate.group().toString(), event.source(), event.id()))) {
          taken.accept(candidate);
        }
      }
    };
  }

  /** All groups share one timeline. */
  static Detector withOneTimeline(Detector detector) {
    TimelineState shared = new HeapTimelineState(new Dice(1));
    return new Altered(detector) {
      @Override
      TimelineState keep(TimelineState state) {
        return shared;
      }
    };
  }

  /** What the state held before the detector was made is not found again. */
  static Detector forgetting(Detector detector) {
    Map<TimelineState, TimelineState> own = new HashMap<>();
    return new Altered(detector) {
      @Override
      TimelineState keep(TimelineState state) {
        return own.computeIfAbsent(state, any -> new HeapTimelineState(new Dice(1)));
      }
    };
  }

  /** Only events tell the time, until the end. */
  static Detector withoutTimers(Detector detector) {
    return new Altered(detector) {
      @Override
      public long onCandidate(
          Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
        super.onCandidate(candidate, state, receivedClock, changed);
        return FAR;
      }
    };
  }

  /** The clock is a moment ahead of what has been seen. */
  static Detector withClockAhead(Detector detector) {
    return new Altered(detector) {
      @Override
      public long onCandidate(
          Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
        return super.onCandidate(candidate, state, receivedClock + 1, changed);
      }
    };
  }

  private static Candidate withId(Candidate candidate, String id) {
    Event event = candidate.event();
    return new Candidate(
        candidate.pattern(),
        candidate.group(),
        new Event(
            event.source(),
            id,
            event.eventTime(),
            event.receivedTime(),
            event.activity(),
            event.fields(),
            event.origin(),
            event.clamped()),
        candidate.roles(),
        candidate.retracted(),
        candidate.ingestedTime(),
        candidate.original());
  }
}
