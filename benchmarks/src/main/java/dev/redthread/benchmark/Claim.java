package dev.redthread.benchmark;

/**
 * What Redthread is meant to reach, and what it reached.
 *
 * @param benchmark which benchmark decides it
 * @param text what is compared with what, or which figure it is
 * @param aim the bound
 * @param atMost whether the bound is the greatest allowed, else it is the least
 * @param measured the ratio or figure that was measured
 */
record Claim(String benchmark, String text, double aim, boolean atMost, double measured) {

  static Claim atLeast(String benchmark, String text, double aim, double measured) {
    return new Claim(benchmark, text, aim, false, measured);
  }

  static Claim atMost(String benchmark, String text, double aim, double measured) {
    return new Claim(benchmark, text, aim, true, measured);
  }

  boolean met() {
    return atMost ? measured <= aim : measured >= aim;
  }
}
