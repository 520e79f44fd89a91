package dev.redthread.engine.match;

/** Sums of times and lengths that stay at the ends of time instead of running over. */
public final class Times {
  private Times() {}

  public static long plus(long time, long length) {
    long sum = time + length;
    if (((time ^ sum) & (length ^ sum)) < 0) {
      return time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  public static long minus(long time, long length) {
    return plus(time, -length);
  }
}
