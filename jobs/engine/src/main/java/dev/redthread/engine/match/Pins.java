package dev.redthread.engine.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a search for a chain is given of it: the times of anchors, anchors, events in and out. */
final class Pins {
  private static final int ANY = -1;

  private final long[] earliest;
  private final long[] latest;
  private final int[] anchors;
  private final List<Places> taken = new ArrayList<>();
  private final List<Places> left = new ArrayList<>();

  Pins(int steps) {
    earliest = new long[steps];
    latest = new long[steps];
    anchors = new int[steps];
    Arrays.fill(earliest, Long.MIN_VALUE);
    Arrays.fill(latest, Long.MAX_VALUE);
    Arrays.fill(anchors, ANY);
    for (int step = 0; step < steps; step++) {
      taken.add(new Places());
      left.add(new Places());
    }
  }

  void pinTime(int step, long time) {
    earliest[step] = time;
    latest[step] = time;
  }

  void pinBefore(int step, long time) {
    latest[step] = time - 1;
  }

  void pinAnchor(int step, int place) {
    anchors[step] = place;
  }

  /** The earliest time at which a step may be anchored. */
  long earliest(int step) {
    return earliest[step];
  }

  /** The latest time at which a step may be anchored. */
  long latest(int step) {
    return latest[step];
  }

  /** The events that a step must have. */
  Places taken(int step) {
    return taken.get(step);
  }

  /** The events that a step may not have. */
  Places left(int step) {
    return left.get(step);
  }

  boolean allowsAnchor(int step, int place, long time) {
    return earliest[step] <= time
        && time <= latest[step]
        && (anchors[step] == ANY || anchors[step] == place);
  }

  /** Whether these may be the events of a step, as far as they are pinned. */
  boolean allows(int step, int[] events) {
    int wanted = 0;
    for (int event : events) {
      if (left.get(step).has(event)) {
        return false;
      }
      wanted += taken.get(step).has(event) ? 1 : 0;
    }
    return wanted == taken.get(step).size();
  }
}
