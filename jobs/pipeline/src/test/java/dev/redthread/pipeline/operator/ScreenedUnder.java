package dev.redthread.pipeline.operator;

import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.Together.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Under which version of the patterns each arrival was screened: mostly that which is in force in
 * the operator, but some of the last before a change are ahead of it, and some of the first after
 * it behind. The events of one case are screened by one task: their versions never go back.
 */
final class ScreenedUnder {
  private final int second;
  private final int last;
  private final int[] versions;

  private ScreenedUnder(List<Sent> arrivals, int second, int last) {
    this.second = second;
    this.last = last;
    versions = new int[arrivals.size()];
    for (int at = 0; at < versions.length; at++) {
      versions[at] = inForce(at, second, last);
    }
  }

  /** The version in force at an arrival. */
  static int inForce(int at, int second, int last) {
    return at < second ? 1 : at < last ? 2 : PatternCourse.LAST;
  }

  /** Each under what is in force. */
  static ScreenedUnder inForce(List<Sent> arrivals, int second, int last) {
    return new ScreenedUnder(arrivals, second, last);
  }

  /** Some ahead, some behind; in a third of the runs none. */
  static ScreenedUnder drawn(List<Sent> arrivals, int second, int last, Dice dice) {
    ScreenedUnder drawn = new ScreenedUnder(arrivals, second, last);
    if (dice.percent(67)) {
      for (int of : new TreeSet<>(arrivals.stream().map(Sent::of).toList())) {
        if (dice.percent(50)) {
          drawn.shift(of, arrivals, dice);
        }
      }
    }
    return drawn;
  }

  private void shift(int of, List<Sent> arrivals, Dice dice) {
    int some = dice.between(1, 2);
    switch (dice.between(1, second < last ? 3 : 2)) {
      case 1 -> {
        List<Integer> before = places(of, arrivals, second < last ? second : 0, last);
        before
            .subList(Math.max(0, before.size() - some), before.size())
            .forEach(at -> versions[at] = PatternCourse.LAST);
      }
      case 2 ->
          places(of, arrivals, last, arrivals.size()).stream()
              .limit(some)
              .forEach(at -> versions[at] = second < last ? 2 : 1);
      default ->
          places(of, arrivals, second, last).stream().limit(some).forEach(at -> versions[at] = 1);
    }
  }

  private static List<Integer> places(int of, List<Sent> arrivals, int from, int to) {
    List<Integer> places = new ArrayList<>();
    for (int at = from; at < to; at++) {
      if (arrivals.get(at).of() == of) {
        places.add(at);
      }
    }
    return places;
  }

  int version(int at) {
    return versions[at];
  }

  boolean isAhead(int at) {
    return versions[at] > inForce(at, second, last);
  }

  boolean isBehind(int at) {
    return versions[at] < inForce(at, second, last);
  }

  /** Whether a candidate waits for its version when so many have arrived and no more was said. */
  boolean waits(int arrived) {
    for (int at = 0; at < Math.min(arrived, last); at++) {
      if (isAhead(at)) {
        return arrived <= last;
      }
    }
    return false;
  }

  /**
   * Whether a checkpoint can come before an arrival, when all that is said by then was: whoever
   * screens had heard of it too, and nobody of more.
   */
  boolean isAligned(int arrived) {
    if (arrived < last && waits(arrived)) {
      return false;
    }
    for (int at = arrived; at < versions.length; at++) {
      if (isBehind(at) && arrived >= (at < last ? second : last)) {
        return false;
      }
    }
    return true;
  }
}
