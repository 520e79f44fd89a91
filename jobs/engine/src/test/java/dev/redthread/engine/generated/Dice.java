package dev.redthread.engine.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices out of one seed. */
public final class Dice {
  private final SplittableRandom random;

  /** Choices for one purpose, which have nothing to do with those for another. */
  public Dice(long seed, String purpose) {
    this(seed ^ new SplittableRandom(purpose.hashCode()).nextLong());
  }

  public Dice(long seed) {
    // One step mixes the seed, so that neighbouring seeds give unrelated cases.
    this.random = new SplittableRandom(new SplittableRandom(seed).nextLong());
  }

  /** A whole number, both ends included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  public boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  public <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  public <T> List<T> shuffled(List<T> list) {
    List<T> left = new ArrayList<>(list);
    List<T> shuffled = new ArrayList<>();
    while (!left.isEmpty()) {
      shuffled.add(left.remove(random.nextInt(left.size())));
    }
    return shuffled;
  }

  public long seed() {
    return random.nextLong();
  }
}
