package dev.redthread.normalize;

/** Texts that every later stage can write as UTF-8. */
final class Texts {
  private Texts() {}

  /** The text, with {@code U+FFFD} for each half of a surrogate pair that stands alone. */
  static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return repaired(text);
      }
    }
    return text;
  }

  private static String repaired(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(
            code ->
                code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE ? 0xfffd : code)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
