package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.PullSplit.Poll;
import dev.redthread.pipeline.source.Delivered;
import java.util.Optional;

/** What a feed's thread hands to the task's. */
sealed interface Pulled {

  /**
   * A record, or what cannot be one.
   *
   * @param mark by which it is known again; none where its whole list is
   */
  record Arrived(Delivered delivered, Optional<Seen.Mark> mark) implements Pulled {}

  /** All records that one listed record led to were handed on. */
  record Done(Seen.Mark item) implements Pulled {}

  /** Everything before it was handed on: from here the feed goes on after a restart. */
  record Reached(long from, Optional<Poll> poll) implements Pulled {}

  /** Everything received up to a moment was handed on. */
  record Clock(long time) implements Pulled {}
}
