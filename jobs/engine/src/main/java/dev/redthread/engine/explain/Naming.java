package dev.redthread.engine.explain;

import dev.redthread.event.Event;

/** How events and times are shown to people. */
public interface Naming {

  /** A short name of an event. */
  String event(Event event);

  /**
   * A point of event time.
   *
   * @param time milliseconds since 1970 UTC
   */
  String time(long time);
}
