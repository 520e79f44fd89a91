package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import org.jspecify.annotations.Nullable;

/**
 * A step whose late events completions take over without being decided anew: their chains have the
 * first of its events that there is after the step before, whatever it is.
 */
public interface SharedStep {

  /**
   * Whether the chain of a completion has the first event of the step after that of the step
   * before, as the timeline is, and is not kept as it was because something went for room: then it
   * takes a late one over that comes to lie between the two.
   */
  boolean isFirst(Timeline timeline, Completion completion);

  /** The first event that a chain may begin with if all is known that its beginning depends on. */
  EventKey since(Timeline timeline);

  /** The next event of the step after another on the timeline, or null. */
  @Nullable EventKey next(Timeline timeline, EventKey event);
}
