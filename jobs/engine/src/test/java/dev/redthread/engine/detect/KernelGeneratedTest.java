package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With and without Flink CEP the same is published, event by event. */
class KernelGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.kernel.cases", 1_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);

  @Test
  void publishesTheSameWithAndWithoutTheKernel() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      check(seed);
    }
  }

  private static void check(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String line = pattern(random);
    long timespan = random.nextLong(3, 60);
    Sketch sketch = Sketch.of(line, timespan, 5);
    Watch with = new Watch(sketch, DetectorOptions.DEFAULT);
    Watch without = new Watch(sketch, DetectorOptions.DEFAULT.withCepKernel(false));
    List<String> seen = new ArrayList<>();
    int ties = random.nextInt(3) * 5;
    int late = random.nextInt(3) * 2;
    long time = 0;
    for (int i = 0; i < 120; i++) {
      time += random.nextInt(100) < ties ? 0 : random.nextInt(1, 6);
      long at = random.nextInt(100) < late ? Math.max(0, time - random.nextLong(1, 20)) : time;
      String event = rules(random) + "@" + at + "/" + random.nextInt(1000) + "e" + i;
      seen.add(event);
      String before = "seed " + seed + ", " + line + ", timespan " + timespan + ", " + seen;
      assertThat(with.see(event).news()).as(before).isEqualTo(without.see(event).news());
      if (random.nextInt(8) == 0) {
        with.clock(time - 20);
        without.clock(time - 20);
        assertThat(with.news()).as(before).isEqualTo(without.news());
      }
    }
  }

  private static String pattern(SplittableRandom random) {
    StringBuilder line = new StringBuilder();
    int steps = random.nextInt(2, 5);
    for (int i = 0; i < steps; i++) {
      if (i > 0) {
        line.append(" > ");
        if (random.nextInt(3) == 0) {
          line.append('!').append(rules(random)).append(" > ");
        }
      }
      if (random.nextInt(6) == 0) {
        line.append(rules(random)).append("? > ");
      }
      line.append(rules(random));
      if (i == 0 && random.nextInt(3) == 0) {
        line.append(" x").append(random.nextInt(2, 4));
      }
      if (i > 0 && random.nextInt(3) == 0) {
        line.append(" within ").append(random.nextInt(1, 20));
      }
    }
    if (random.nextInt(4) == 0) {
      line.append(" > ").append(rules(random)).append('?');
    }
    if (random.nextInt(5) == 0) {
      line.append(" > !").append(rules(random)).append(" within ").append(random.nextInt(1, 20));
    }
    if (random.nextInt(4) == 0) {
      line.append(" until ").append(rules(random));
    }
    return line.toString();
  }

  private static String rules(SplittableRandom random) {
    String rules = Sketch.RULES.substring(0, 5);
    char one = rules.charAt(random.nextInt(5));
    char other = rules.charAt(random.nextInt(5));
    return random.nextInt(4) > 0 || one == other ? "" + one : "" + one + other;
  }
}
