package dev.redthread.pipeline.pull;

import java.util.List;

/**
 * What the enumerator knows.
 *
 * @param waiting feeds that no reader has
 * @param given the names of those that a reader has
 */
record PullAssignment(List<PullSplit> waiting, List<String> given) {
  PullAssignment {
    waiting = List.copyOf(waiting);
    given = List.copyOf(given);
  }
}
