package dev.redthread.pattern.compiled;

/**
 * The log source under which the completing events of a pattern come back as events, for the
 * patterns that have it as a step.
 */
public final class PatternSource {
  /** Of such an event: when the absences of its completion are decided, where there are any. */
  public static final String SETTLES_AT = "redthread.settles_at";

  /** Of such an event of a part of a sequence: the chains that lead up to it. */
  public static final String CHAINS = "redthread.chains";

  private static final String PREFIX = "pattern:";

  private PatternSource() {}

  /** The source of a pattern's completing events. */
  public static String of(String patternId) {
    return PREFIX + patternId;
  }

  public static boolean is(String source) {
    return source.startsWith(PREFIX);
  }

  /** The id of the pattern whose completing events a source has. */
  static String pattern(String source) {
    return source.substring(PREFIX.length());
  }
}
