package dev.redthread.cli.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Chance, from a seed. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Dice that depend on this seed and a number, not on what was rolled before. */
  static Dice of(long seed, long number) {
    return new Dice(seed * 0x9e37_79b9_7f4a_7c15L + number * 0xd1b5_4a32_d192_ed03L);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number, both ends included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** A duration, both ends included. */
  Duration between(Duration least, Duration most) {
    return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
  }

  /** Many small values and few large ones, around a median. */
  long skewed(double median, double spread) {
    double normal = 0;
    for (int i = 0; i < 12; i++) {
      normal += random.nextDouble();
    }
    return Math.round(median * Math.exp(spread * (normal - 6)));
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Ids ids() {
    return new Ids(random.nextLong());
  }

  long seed() {
    return random.nextLong();
  }
}
