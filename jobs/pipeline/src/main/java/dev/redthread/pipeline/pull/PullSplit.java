package dev.redthread.pipeline.pull;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * How far a feed was asked for.
 *
 * <p><i>Units:</i> times are milliseconds since 1970 UTC.
 *
 * @param feed its name
 * @param from from when on records are asked for
 * @param poll the poll that is under way, or the link that the next one goes on from
 * @param received when the latest record was received
 * @param seen what was handed on, the latest last
 */
record PullSplit(String feed, long from, Optional<Poll> poll, long received, List<Seen.Mark> seen)
    implements SourceSplit {

  PullSplit {
    seen = List.copyOf(seen);
  }

  /**
   * A poll after its first page.
   *
   * @param to up to when it asks
   * @param next the URL of the next page
   * @param page its number, counted from 1
   */
  record Poll(long to, String next, int page) {}

  static PullSplit start(String feed, long from) {
    return new PullSplit(feed, from, Optional.empty(), 0, List.of());
  }

  @Override
  public String splitId() {
    return feed;
  }
}
