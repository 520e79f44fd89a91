package dev.redthread.pattern.testing;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far after the start of a test something is: {@code 0}, {@code 90m}, {@code 1d2h30m}, {@code
 * 1s500ms}.
 *
 * <p><i>Units:</i> milliseconds.
 */
public final class Offset {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:([0-9]{1,4})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,7})m(?!s))?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
  private static final long[] UNITS = {86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};
  private static final String[] NAMES = {"d", "h", "m", "s", "ms"};

  private Offset() {}

  /** The offset that a text is, if it is one. */
  public static OptionalLong parse(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    Matcher matcher = WRITTEN.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return OptionalLong.empty();
    }
    long offset = 0;
    for (int i = 0; i < UNITS.length; i++) {
      String number = matcher.group(i + 1);
      offset += number == null ? 0 : Long.parseLong(number) * UNITS[i];
    }
    return OptionalLong.of(offset);
  }

  /** An offset as it is written, or with a minus before it. */
  public static String text(long offset) {
    if (offset == 0) {
      return "0";
    }
    StringBuilder text = new StringBuilder(offset < 0 ? "-" : "");
    long rest = Math.abs(offset);
    for (int i = 0; i < UNITS.length; i++) {
      if (rest >= UNITS[i]) {
        text.append(rest / UNITS[i]).append(NAMES[i]);
        rest %= UNITS[i];
      }
    }
    return text.toString();
  }
}
