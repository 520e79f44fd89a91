package dev.redthread.engine.match;

import java.util.List;

/**
 * Up to when the first step of a chain may be anchored, because of what events of later steps must
 * have in common with it.
 *
 * <p>It reads the events of these steps one by one, from the completing event back, and each makes
 * it say less. Who looks for the first step from the latest event back asks it by turns: so neither
 * many events that begin nothing nor many that go on from nothing are read to their end, where
 * there are few of the other.
 *
 * <p><i>Cost:</i> a search by value for each event read.
 */
final class LatestBegin {
  private final Window window;
  private final Timeline timeline;
  private final List<Reading> readings;

  /**
   * @param pairs what later steps compare with the first
   */
  LatestBegin(Window window, List<Join.Pair> pairs) {
    this.window = window;
    timeline = window.timeline();
    readings = pairs.stream().map(Reading::new).toList();
  }

  /** Reads on, and says the latest time that is known then. */
  long next() {
    long latest = Long.MAX_VALUE;
    for (Reading reading : readings) {
      latest = Math.min(latest, reading.next());
    }
    return latest;
  }

  /** How many events the next step reads at the most. */
  int width() {
    return readings.size();
  }

  /** The events of a step, back to where none before can say more. */
  private final class Reading {
    private final Join.Pair pair;
    private final long roles;
    private final int end;
    private int place;
    private long latest = Long.MIN_VALUE;
    private boolean ended;

    Reading(Join.Pair pair) {
      this.pair = pair;
      boolean completes = pair.later() == window.plan().last();
      roles = window.plan().mandatory().get(pair.later()).roles();
      end = completes ? window.completing() : window.from();
      place = completes ? window.completing() + 1 : window.to();
    }

    long next() {
      if (!ended) {
        place = timeline.previous(roles, place);
        if (place >= end) {
          latest = Math.max(latest, Partners.lastEarlier(timeline, place, pair));
        }
        ended = place < end || timeline.time(place) <= latest;
      }
      return ended ? latest : timeline.time(place);
    }
  }
}
