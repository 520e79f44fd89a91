package dev.redthread.event;

import java.io.Serializable;

/**
 * Where an event's original can be found: a topic, partition and offset; or a file (its name, never
 * a path of this machine), 0 and a line counted from 1; or, where it was pulled, the feed with what
 * was asked for, the page and the place on it, both counted from 1.
 */
public record Origin(String log, int partition, long position)
    implements Comparable<Origin>, Serializable {

  @Override
  public int compareTo(Origin other) {
    int byLog = log.compareTo(other.log);
    if (byLog != 0) {
      return byLog;
    }
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(position, other.position);
  }

  @Override
  public String toString() {
    return log + "/" + partition + "/" + position;
  }
}
