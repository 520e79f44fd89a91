package dev.redthread.normalize.link;

/**
 * Records that say the same of a name, none of which comes later after the one before it than a
 * link counts.
 *
 * @param first the earliest of them
 * @param latest the latest of them
 */
public record NameSpan(LinkRecord first, LinkRecord latest) {

  static NameSpan of(LinkRecord only) {
    return new NameSpan(only, only);
  }

  /** Whether there is no gap between both in which neither counts. */
  boolean touches(NameSpan other, long life) {
    return after(latest.time(), life) >= other.first.time()
        && after(other.latest.time(), life) >= first.time();
  }

  NameSpan with(NameSpan other) {
    return new NameSpan(first.min(other.first), latest.max(other.latest));
  }

  /**
   * How far ahead of a moment the earliest record is that counts for it; 0 where one before it
   * does; {@link Long#MAX_VALUE} where none does.
   */
  long ahead(long time, long life) {
    if (time < first.time()) {
      return first.time() - time;
    }
    return time <= after(latest.time(), life) ? 0 : Long.MAX_VALUE;
  }

  static long after(long time, long duration) {
    return duration > Long.MAX_VALUE - time ? Long.MAX_VALUE : time + duration;
  }
}
