package dev.redthread.normalize.link;

import java.time.Instant;
import java.util.Comparator;

/**
 * A record that says whose a name or a device is.
 *
 * @param time of its event, in milliseconds since 1970 UTC
 * @param source the name of its log source
 * @param id its native id
 */
public record LinkRecord(long time, String source, String id) implements Comparable<LinkRecord> {
  private static final Comparator<LinkRecord> ORDER =
      Comparator.comparingLong(LinkRecord::time)
          .thenComparing(LinkRecord::source)
          .thenComparing(LinkRecord::id);

  @Override
  public int compareTo(LinkRecord other) {
    return ORDER.compare(this, other);
  }

  LinkRecord min(LinkRecord other) {
    return compareTo(other) <= 0 ? this : other;
  }

  LinkRecord max(LinkRecord other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** For people, e.g. {@code github.audit e7 at 2026-11-09T10:00:00Z}. */
  @Override
  public String toString() {
    return source + " " + id + " at " + Instant.ofEpochMilli(time);
  }
}
