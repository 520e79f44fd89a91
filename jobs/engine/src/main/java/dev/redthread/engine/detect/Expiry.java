package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.match.ContinuedMatcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Lets go of what the received clock has passed. */
final class Expiry {
  private final KeyMemory memory;
  private final TimelineState state;
  private final long receivedClock;
  private final PatternRun run;
  private long next = Long.MAX_VALUE;

  Expiry(KeyMemory memory, TimelineState state, long receivedClock) {
    this.memory = memory;
    this.state = state;
    this.receivedClock = receivedClock;
    run = memory.run();
  }

  /**
   * @return the next deadline, or {@link Long#MAX_VALUE} when nothing is left
   */
  long letGo() {
    Set<String> live = components();
    findings(live);
    events();
    EventKey evicted = memory.evicted();
    if (evicted != null && hasPassed(run.eventDeadline(evicted.eventTime()))) {
      memory.setEvicted(null);
      state.evicted().clear();
    }
    return next;
  }

  private boolean hasPassed(long deadline) {
    if (PatternRun.passed(deadline, receivedClock)) {
      return true;
    }
    next = Math.min(next, deadline);
    return false;
  }

  private Set<String> components() {
    FindingText text = new FindingText(memory);
    Set<String> live = new HashSet<>();
    for (Component component : List.copyOf(memory.components().all())) {
      String id = text.id(component.earliest().event());
      if (hasPassed(run.completionDeadline(component.lastTime()))) {
        memory.components().letGo(component);
        state.findings().remove(id);
      } else {
        live.add(id);
      }
    }
    memory.store(state);
    return live;
  }

  private void findings(Set<String> live) {
    List<String> gone = new ArrayList<>();
    for (Map.Entry<String, Finding> entry : state.findings().entries()) {
      if (!live.contains(entry.getKey())
          && hasPassed(run.completionDeadline(entry.getValue().last()))) {
        gone.add(entry.getKey());
      }
    }
    gone.forEach(state.findings()::remove);
  }

  private void events() {
    Timeline timeline = memory.timeline();
    Predicate<EventKey> needed = shown();
    int index = 0;
    while (index < timeline.size()
        && PatternRun.passed(run.eventDeadline(timeline.time(index)), receivedClock)) {
      if (needed.test(timeline.key(index))) {
        index++;
      } else {
        Events.remove(memory, state, index);
      }
    }
    if (index < timeline.size()) {
      next = Math.min(next, run.eventDeadline(timeline.time(index)));
    }
  }

  /** Which events a finding that is kept may have to show. */
  private Predicate<EventKey> shown() {
    if (run.matcher().standsForWindow()) {
      return key ->
          memory.components().all().stream()
              .anyMatch(
                  component ->
                      key.eventTime() <= component.lastTime()
                          && key.eventTime()
                              >= Times.minus(
                                  component.earliest().event().eventTime(), run.timespan()));
    }
    ContinuedMatcher continued = run.continued();
    Set<EventKey> shown = new HashSet<>();
    for (Component component : memory.components().all()) {
      shown.addAll(component.evidence());
      if (continued != null) {
        for (Completion completion : component.completions()) {
          continued.start(memory.timeline(), completion).ifPresent(start -> shown.add(start.key()));
        }
      }
    }
    return shown::contains;
  }
}
