package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import org.jspecify.annotations.Nullable;

/**
 * That a completion appeared, vanished, or has another chain; or several that follow each other and
 * have all another chain, both times the same but for the completing event.
 *
 * @param event the completing event, or the first of them
 * @param last the last of them, the same when it is one
 * @param before the first completion as it was
 * @param now the first completion as it is
 */
record Change(
    EventKey event, EventKey last, @Nullable Completion before, @Nullable Completion now) {

  Change(EventKey event, @Nullable Completion before, @Nullable Completion now) {
    this(event, event, before, now);
  }

  boolean isOfOne() {
    return event.equals(last);
  }
}
