package dev.redthread.cli;

import java.util.Locale;

/** Texts out of logs that may be shown in a terminal: whoever writes into a log commands none. */
final class Printable {
  private Printable() {}

  /**
   * A text with its control characters, and those that turn the direction of writing, spelled out
   * as JSON spells them. Ends of lines stay.
   */
  static String of(String text) {
    if (text.codePoints().noneMatch(Printable::commands)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (commands(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean commands(int codePoint) {
    return (Character.isISOControl(codePoint) && codePoint != '\n')
        || (codePoint >= 0x202a && codePoint <= 0x202e)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0x200e
        || codePoint == 0x200f;
  }
}
