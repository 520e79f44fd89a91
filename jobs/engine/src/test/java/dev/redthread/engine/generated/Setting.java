package dev.redthread.engine.generated;

import java.util.List;

/**
 * How a detector runs in a test.
 *
 * @param cachedKeys how many keys it may keep beside the state
 * @param cachedEvents how many events those keys may have in all
 * @param kernel whether Flink's CEP decides where it can
 * @param restartPercent how often it is thrown away between two arrivals
 */
public record Setting(int cachedKeys, int cachedEvents, boolean kernel, int restartPercent) {

  /**
   * Any of: no cache, one key, many; with and without the kernel; never, at times or always
   * restarted.
   */
  public static Setting of(Dice dice) {
    return new Setting(
        dice.pick(List.of(0, 1, 1_000)),
        dice.pick(List.of(3, 1_000)),
        dice.percent(67),
        dice.pick(List.of(0, 0, 30, 100)));
  }
}
