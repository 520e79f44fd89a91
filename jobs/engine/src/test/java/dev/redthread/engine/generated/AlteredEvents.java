package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
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

  /** Later than anything but the end of the input. */
  private static final long FAR = Long.MAX_VALUE - 1;

  private AlteredEvents() {}

  static Detectors of(UnaryOperator<Detector> fault) {
    return (patterns, clock, setting) ->
        fault.apply(Detectors.REAL.create(patterns, clock, setting));
  }

  /** Events that come late are not looked at. */
  static Detector withoutLate(Detector detector) {
    Map<List<Object>, Long> latest = new HashMap<>();
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        long time = candidate.event().eventTime();
        List<Object> key = List.of(candidate.pattern(), candidate.group());
        if (time >= latest.getOrDefault(key, Long.MIN_VALUE)) {
          latest.put(key, time);
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
    Map<List<Object>, Integer> copies = new HashMap<>();
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        Event event = candidate.event();
        int copy = candidate.retracted() ? 1 : copies.merge(identity(candidate), 1, Integer::sum);
        taken.accept(copy == 1 ? candidate : withId(candidate, event.id() + "#" + copy));
      }
    };
  }

  /** A copy of what an earlier detector took in is an event of its own. */
  static Detector withCopiesAfterRestart(Detector detector) {
    Set<List<Object>> own = new HashSet<>();
    return new Altered(detector) {
      @Override
      public long onCandidate(
          Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
        boolean copy =
            !candidate.retracted()
                && own.add(identity(candidate))
                && state.events().get(EventKey.of(candidate.event())) != null;
        return super.onCandidate(
            copy ? withId(candidate, candidate.event().id() + "#2") : candidate,
            state,
            receivedClock,
            changed);
      }
    };
  }

  /** Of several contents under one id, the one that came first wins. */
  static Detector firstContentWins(Detector detector) {
    Set<List<Object>> known = new HashSet<>();
    return new Altered(detector) {
      @Override
      void take(Candidate candidate, Consumer<Candidate> taken) {
        if (candidate.retracted() || known.add(identity(candidate))) {
          taken.accept(candidate);
        }
      }
    };
  }

  /** All groups of a pattern share one timeline. */
  static Detector withOneTimeline(Detector detector) {
    Map<String, TimelineState> shared = new HashMap<>();
    return new Altered(detector) {
      @Override
      TimelineState keep(String pattern, List<String> group, TimelineState state) {
        return shared.computeIfAbsent(pattern, any -> new HeapTimelineState(new Dice(1)));
      }
    };
  }

  /** What the state held before the detector was made is not found again. */
  static Detector forgetting(Detector detector) {
    Map<List<Object>, TimelineState> own = new HashMap<>();
    return new Altered(detector) {
      @Override
      TimelineState keep(String pattern, List<String> group, TimelineState state) {
        return own.computeIfAbsent(
            List.of(pattern, group), any -> new HeapTimelineState(new Dice(1)));
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

  /** What the state held of a key is not found again once another key was looked at. */
  static Detector forgettingOthers(Detector detector) {
    return new Altered(detector) {
      private List<Object> current = List.of();
      private TimelineState own = new HeapTimelineState(new Dice(1));

      @Override
      TimelineState keep(String pattern, List<String> group, TimelineState state) {
        List<Object> key = List.of(pattern, group);
        if (!key.equals(current)) {
          current = key;
          own = new HeapTimelineState(new Dice(1));
        }
        return own;
      }
    };
  }

  private static List<Object> identity(Candidate candidate) {
    Event event = candidate.event();
    return List.of(candidate.pattern(), candidate.group(), event.source(), event.id());
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
