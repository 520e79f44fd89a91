package dev.redthread.engine.detect;

import java.util.Map;
import java.util.WeakHashMap;

/**
 * Spaces what is said of a finding that grows by many events: at once, and then again when the
 * received clock has moved on, at last when it passes. Losing this says it once more than needed.
 */
final class Restating {
  /** How far the received clock moves between two revisions of a large finding. */
  static final long PAUSE = 1_000;

  private final Map<Component, Long> saidAt = new WeakHashMap<>();
  private long next = Long.MAX_VALUE;

  /** When onClock must look again; {@link Long#MAX_VALUE} when nothing waits. */
  long next() {
    return next;
  }

  /** Whether a component is said anew now; otherwise it is due later. */
  boolean isDue(Component component, long receivedClock) {
    Long said = saidAt.get(component);
    if (said != null && receivedClock < said + PAUSE) {
      next = Math.min(next, said + PAUSE);
      return false;
    }
    saidAt.put(component, receivedClock);
    return true;
  }

  /** What waited is about to be said. */
  void begin() {
    saidAt.clear();
    next = Long.MAX_VALUE;
  }
}
