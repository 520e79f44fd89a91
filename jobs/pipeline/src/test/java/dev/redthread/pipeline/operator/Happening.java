package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.change.PatternVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** What happens to an operator under test. */
sealed interface Happening<T> {

  /** An element arrives. */
  record Arrives<T>(T element) implements Happening<T> {}

  /** The received clock moves. */
  record Clock<T>(long receivedClock) implements Happening<T> {}

  /** The wall clock moves. */
  record WallClock<T>(long time) implements Happening<T> {}

  /** The wall clock moves, and its timers are not called any more: the task is that busy. */
  record BusyWallClock<T>(long time) implements Happening<T> {}

  /** A version of the patterns arrives, at every task. */
  record PatternsChange<T>(PatternVersion version) implements Happening<T> {}

  static <T> List<Happening<T>> arrivals(List<T> elements) {
    List<Happening<T>> happenings = new ArrayList<>();
    elements.forEach(element -> happenings.add(new Arrives<>(element)));
    return happenings;
  }

  static <T> List<T> shuffled(List<T> elements, RandomGenerator random) {
    List<T> shuffled = new ArrayList<>(elements);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }
}
