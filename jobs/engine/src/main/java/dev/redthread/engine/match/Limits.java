package dev.redthread.engine.match;

/**
 * What a chain is kept to beside its pattern.
 *
 * @param first the place of the event that fills the first step, or {@link #ANY}
 * @param barred the places of events that it may not use
 * @param earliest no event before this time is used
 * @param begins the time from which its timespan counts when that is before its first step, else
 *     the end of time
 */
record Limits(int first, Places barred, long earliest, long begins) {
  static final int ANY = -1;
  static final Limits NONE = new Limits(ANY, new Places(), Long.MIN_VALUE, Long.MAX_VALUE);

  boolean allows(int step, int index) {
    return !barred.has(index) && (step > 0 || first == ANY || first == index);
  }
}
