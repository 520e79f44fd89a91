package dev.redthread.benchmark.workload;

/**
 * Numbers that look drawn by lot and are the same on every machine.
 *
 * <p><i>Source:</i> Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014:
 * the finaliser of SplitMix64.
 */
public final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** Not negative; another for each number and purpose. */
  public static long of(long number, int purpose) {
    long mixed = (number * 8 + purpose) * GOLDEN;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return (mixed ^ (mixed >>> 31)) >>> 1;
  }
}
