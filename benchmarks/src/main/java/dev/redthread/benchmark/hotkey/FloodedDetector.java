package dev.redthread.benchmark.hotkey;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A detector with the state of its keys. What a pattern says as a step of another goes to that one
 * at once, as between the levels of the job.
 */
final class FloodedDetector {
  private final Detector detector;
  private final Screen screen;
  private final long receivedClock;
  private final Map<List<String>, CountedState> states = new HashMap<>();

  FloodedDetector(Detector detector, PatternSet patterns, long receivedClock) {
    this.detector = detector;
    this.receivedClock = receivedClock;
    screen = Screen.compile(patterns);
  }

  /** What the screen makes of an event, but for rules that are patterns of their own. */
  List<Candidate> candidates(Event event) {
    return candidates(event, false);
  }

  private List<Candidate> candidates(Event event, boolean retracted) {
    List<Candidate> found = new ArrayList<>(1);
    screen.match(
        event,
        (pattern, group, roles) -> {
          if (!(pattern.shape() instanceof Shape.Single)) {
            found.add(
                new Candidate(
                    pattern.id(), group, event, roles, retracted, receivedClock, new byte[0]));
          }
        });
    return found;
  }

  /**
   * Takes candidates in, and what follows from them.
   *
   * @param fresh makes the state of a key that is new
   */
  void take(List<Candidate> candidates, Supplier<CountedState> fresh, Consumer<Finding> changed) {
    for (Candidate candidate : candidates) {
      List<String> key = new ArrayList<>(candidate.group());
      key.add(candidate.pattern());
      TimelineState state = states.computeIfAbsent(key, any -> fresh.get());
      detector.onCandidate(candidate, state, receivedClock, changed);
      for (PatternEvent event : detector.takePatternEvents()) {
        take(candidates(event.event(), event.retracted()), fresh, changed);
      }
    }
  }
}
