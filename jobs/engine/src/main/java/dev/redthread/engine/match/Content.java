package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;

/** What is known of the events in a window, kept up while the window moves. */
interface Content {

  void add(TimelineEvent event);

  /** Takes out an event that was added. */
  void remove(TimelineEvent event);

  void clear();

  /** Whether the window meets its condition. */
  boolean holds();
}
