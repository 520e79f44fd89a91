package dev.redthread.pattern.compiled;

/**
 * The one case folding: texts that differ only in case have the same folded form.
 *
 * <p>Unicode simple folding, one character for one, the same in every locale. The Turkish letters
 * {@code İ} and {@code ı} stay themselves, as Unicode has it outside Turkish.
 *
 * <p><i>Source:</i> Unicode Character Database, CaseFolding.txt, status C and S.
 */
public final class Fold {
  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int SMALL_DOTLESS_I = 0x131;

  private Fold() {}

  /** The folded form; the text itself when it is folded already. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        return foldPoints(text);
      }
      if (c >= 'A' && c <= 'Z') {
        return foldAscii(text, i);
      }
    }
    return text;
  }

  private static String foldAscii(String text, int from) {
    char[] folded = text.toCharArray();
    for (int i = from; i < folded.length; i++) {
      char c = folded[i];
      if (c > 0x7F) {
        return foldPoints(text);
      }
      if (c >= 'A' && c <= 'Z') {
        folded[i] = (char) (c + ('a' - 'A'));
      }
    }
    return new String(folded);
  }

  private static String foldPoints(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(point -> folded.appendCodePoint(fold(point)));
    return folded.toString();
  }

  private static int fold(int point) {
    if (point == CAPITAL_I_WITH_DOT || point == SMALL_DOTLESS_I) {
      return point;
    }
    return Character.toLowerCase(Character.toUpperCase(point));
  }
}
