package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.match.Kernel;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The state of one key, read. Whoever changes it changes the state in the same call. */
final class KeyMemory {
  private final PatternRun run;
  private final List<String> group;
  private final Timeline timeline;
  private final Identities identities = new Identities();
  private final Components components;
  private final @Nullable Kernel kernel;
  private final Thinning.Growth growth = new Thinning.Growth();
  private final Restating restating = new Restating();
  private @Nullable EventKey evicted;
  private @Nullable Decided decided;

  private KeyMemory(PatternRun run, List<String> group, Timeline timeline, Components components) {
    this.run = run;
    this.group = group;
    this.timeline = timeline;
    this.components = components;
    for (int i = 0; i < timeline.size(); i++) {
      identities.add(timeline.event(i).event());
    }
    kernel = run.newKernel();
  }

  static KeyMemory read(PatternRun run, List<String> group, TimelineState state) {
    Decided decided = state.decided().get();
    if (decided == null && state.undecidedIsEmpty()) {
      Timeline none = new Timeline();
      Components empty = new Components(run.links(), run.newSlots(none), List.of());
      return new KeyMemory(run, group, none, empty);
    }
    List<TimelineEvent> events = new ArrayList<>();
    for (Map.Entry<EventKey, TimelineEvent> entry : state.events().entries()) {
      events.add(entry.getValue());
    }
    events.sort(Comparator.comparing(TimelineEvent::key));
    Timeline timeline = new Timeline();
    events.forEach(event -> timeline.insert(event, run.matcher().mayComplete(event.roles())));
    List<Completion> completions = new ArrayList<>();
    for (Map.Entry<EventKey, Completion> entry : state.completions().entries()) {
      completions.add(entry.getValue());
    }
    Components components = new Components(run.links(), run.newSlots(timeline), completions);
    KeyMemory memory = new KeyMemory(run, group, timeline, components);
    memory.setEvicted(state.evicted().get());
    memory.decided = decided;
    return memory;
  }

  PatternRun run() {
    return run;
  }

  List<String> group() {
    return group;
  }

  Timeline timeline() {
    return timeline;
  }

  /** Of the events on the timeline. */
  Identities identities() {
    return identities;
  }

  Components components() {
    return components;
  }

  /** Stores what changed of the completions. */
  void store(TimelineState state) {
    components.store(state.completions(), this::remember);
  }

  /** What is remembered beside the first of a row stands for all of it. */
  private void remember(EventKey event) {
    OptionalInt place = timeline.indexOf(event);
    if (place.isEmpty()) {
      return;
    }
    Row row = components.rows().of(event);
    if (row == null) {
      timeline.uncover(place.getAsInt(), Long.MIN_VALUE, Long.MIN_VALUE);
      return;
    }
    long helped = run.matcher().helped(row.head());
    long hurt = run.matcher().hurt(row.head());
    if (event.equals(row.first())) {
      timeline.uncover(place.getAsInt(), helped, hurt);
    } else {
      timeline.cover(place.getAsInt(), helped, hurt);
    }
  }

  /** How much was put on the timeline since it was thinned. */
  Thinning.Growth growth() {
    return growth;
  }

  /** Which findings are to be said anew later. */
  Restating restating() {
    return restating;
  }

  /** Follows the timeline, where Flink CEP decides the pattern. */
  @Nullable Kernel kernel() {
    return kernel;
  }

  /** The latest event that went because of the budget. */
  @Nullable EventKey evicted() {
    return evicted;
  }

  void setEvicted(@Nullable EventKey latest) {
    evicted = latest;
    timeline.setForgottenTime(latest == null ? Long.MIN_VALUE : latest.eventTime());
  }

  /** Under which form of the pattern the key was decided, if it has been at all. */
  @Nullable Decided decided() {
    return decided;
  }

  void setDecided(@Nullable Decided now) {
    decided = now;
  }

  /** Whether there is nothing to decide. */
  boolean isEmpty() {
    return timeline.size() == 0 && components.isEmpty();
  }

  /** Whether an event at a time could have drawn on what went because of the budget. */
  boolean reachesEvicted(long eventTime) {
    return evicted != null
        && Times.minus(eventTime, run.matcher().looksBack()) <= evicted.eventTime();
  }
}
