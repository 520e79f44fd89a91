package dev.redthread.engine.detect;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.event.ContentHash;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.PatternSource;
import java.util.BitSet;

/** Puts events on a timeline and takes them off, in memory and in state. */
final class Events {
  private Events() {}

  static int insert(KeyMemory memory, TimelineState state, TimelineEvent event) {
    state.events().put(event.key(), event);
    memory.identities().add(event.event());
    return memory.timeline().insert(event, memory.run().matcher().mayComplete(event.roles()));
  }

  static void remove(KeyMemory memory, TimelineState state, int index) {
    EventKey key = memory.timeline().key(index);
    state.events().remove(key);
    memory.identities().remove(memory.timeline().event(index).event());
    memory.timeline().remove(index);
  }

  static void removeAll(KeyMemory memory, TimelineState state, BitSet places) {
    for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
      state.events().remove(memory.timeline().key(i));
      memory.identities().remove(memory.timeline().event(i).event());
    }
    memory.timeline().removeAll(places);
  }

  /** Whether two events with one identity say the same. */
  static boolean same(Event one, Event other) {
    return one.eventTime() == other.eventTime()
        && one.activity() == other.activity()
        && one.fields().equals(other.fields());
  }

  /**
   * Whether an event displaces another with the same identity: the smaller by time and content, and
   * of what is said of a pattern's completing event the latest.
   */
  static boolean wins(Event challenger, Event incumbent) {
    if (PatternSource.is(challenger.source())) {
      return !same(challenger, incumbent);
    }
    if (challenger.eventTime() != incumbent.eventTime()) {
      return challenger.eventTime() < incumbent.eventTime();
    }
    return !same(challenger, incumbent)
        && ContentHash.of(challenger).compareTo(ContentHash.of(incumbent)) < 0;
  }
}
