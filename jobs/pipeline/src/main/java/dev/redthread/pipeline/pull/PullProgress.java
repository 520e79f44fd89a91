package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.PullSplit.Poll;
import java.util.Optional;

/**
 * How far a feed was handed on, as the task knows it.
 *
 * <p><i>Invariants:</i> received times never go back, and no record is received at or before a
 * watermark that went out.
 *
 * <p><i>Thread safety:</i> the task's thread only.
 */
final class PullProgress {
  private final String feed;
  private final Seen seen;
  private long from;
  private Optional<Poll> poll;
  private long received;

  PullProgress(PullSplit split) {
    feed = split.feed();
    seen = new Seen(split.seen());
    from = split.from();
    poll = split.poll();
    received = split.received();
  }

  /** The received time of what was read at a moment. */
  long receive(long time) {
    received = Math.max(received, time);
    return received;
  }

  void saw(Seen.Mark mark) {
    seen.add(mark);
  }

  void reached(Pulled.Reached position) {
    from = position.from();
    poll = position.poll();
  }

  PullSplit split() {
    return new PullSplit(feed, from, poll, received, seen.marks());
  }
}
