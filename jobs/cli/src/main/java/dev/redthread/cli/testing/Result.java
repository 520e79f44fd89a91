package dev.redthread.cli.testing;

/**
 * What came of one test.
 *
 * <p><i>Units:</i> {@code nanos} is nanoseconds.
 *
 * @param file the file it stands in
 * @param name its name, or what is demanded
 * @param difference what is not as expected, for people; empty when it passed
 * @param nanos how long it took
 */
public record Result(String file, String name, String difference, long nanos) {
  public boolean passed() {
    return difference.isEmpty();
  }
}
