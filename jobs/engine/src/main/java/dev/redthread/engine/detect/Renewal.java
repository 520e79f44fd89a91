package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Decided;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is kept of a key that of another form of its pattern.
 *
 * <p>Of a form that only says other things, the state stays as it is. Where groups are made
 * otherwise, what is kept means nothing any more and goes without a word. Else the events are
 * screened again: they stay with the rules that they match now, or go.
 *
 * <p><i>Cost:</i> reads the timeline and compiles each changed pattern's conditions once.
 */
final class Renewal {
  private final PatternSet patterns;
  private final Map<String, Screen> screens = new HashMap<>();

  Renewal(PatternSet patterns) {
    this.patterns = patterns;
  }

  /** Whether a key of which this is kept must be decided anew. */
  static boolean isDue(KeyMemory memory) {
    Decided decided = memory.decided();
    return decided == null ? !memory.isEmpty() : !decided.standsBy(memory.run().form());
  }

  /** Whether the groups of two forms are not the same. */
  static boolean groupsOtherwise(@Nullable Decided before, Decided form) {
    return before != null && before.fingerprint().keys() != form.fingerprint().keys();
  }

  /** Lets go of everything. */
  static void forget(TimelineState state) {
    state.events().clear();
    state.completions().clear();
    state.findings().clear();
    state.evicted().clear();
    state.decided().clear();
  }

  /** Gives the kept events the roles that they have now, in state only. */
  void screen(KeyMemory memory, TimelineState state) {
    String pattern = memory.run().pattern().id();
    Timeline timeline = memory.timeline();
    List<TimelineEvent> events = new ArrayList<>();
    for (int i = 0; i < timeline.size(); i++) {
      events.add(timeline.event(i));
    }
    for (TimelineEvent event : events) {
      long roles = roles(pattern, event.event(), memory.group());
      if (roles == 0) {
        state.events().remove(event.key());
      } else if (roles != event.roles()) {
        state
            .events()
            .put(event.key(), new TimelineEvent(event.event(), roles, event.ingestedTime()));
      }
    }
  }

  /** The roles that an event has in a group, 0 for none. */
  long roles(String pattern, Event event, List<String> group) {
    Screen screen = screens.computeIfAbsent(pattern, this::compile);
    long[] found = new long[1];
    screen.match(
        event,
        (wanted, joined, roles) -> {
          if (joined.equals(group)) {
            found[0] |= roles;
          }
        });
    return found[0];
  }

  private Screen compile(String id) {
    List<CompiledPattern> only = patterns.pattern(id).stream().toList();
    return Screen.compile(new PatternSet(patterns.rules(), only));
  }

  /** All completions as if they had only now appeared. */
  static List<Change> all(KeyMemory memory) {
    List<Change> all = new ArrayList<>();
    for (Component component : memory.components().all()) {
      for (Completion completion : component.completions()) {
        all.add(new Change(completion.event(), null, completion));
      }
    }
    return all;
  }
}
