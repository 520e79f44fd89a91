package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import java.util.Optional;

/** Decides which events of a timeline complete one pattern. */
public interface Matcher {

  /** Whether an event with these roles could complete the pattern at all. */
  boolean mayComplete(long roles);

  /** Whether the event at a place completes the pattern, and by which chain. */
  Optional<Completion> decide(Timeline timeline, int index);

  /**
   * How far before an event lie the earliest completions whose chain it may change, in
   * milliseconds: more than 0 only where something is attached after the completing event.
   */
  long reachBack(long roles);

  /** Whether events with these roles can refute a chain that they lie within. */
  boolean mayRefute(long roles);

  /**
   * Whether a completion stands for all events of its window, so that what is shown of it changes
   * with them though the completion does not.
   */
  boolean standsForWindow();
}
