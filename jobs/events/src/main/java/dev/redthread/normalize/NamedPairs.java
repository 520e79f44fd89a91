package dev.redthread.normalize;

/**
 * A text such as {@code {reasons=New place, New device, level=HIGH}}: names and values. What stands
 * before an equals sign, back to the last comma, is a name; so a value may hold commas.
 *
 * <p><i>Cost:</i> one pass over the text.
 */
final class NamedPairs {

  /** Takes one pair. */
  interface Sink {
    void pair(String name, String value);
  }

  private NamedPairs() {}

  static void read(String text, Sink sink) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    if (from < to && text.charAt(from) == '{' && text.charAt(to - 1) == '}') {
      from++;
      to--;
    }
    int equals = text.indexOf('=', from);
    int name = equals < 0 ? from : lastComma(text, from, equals) + 1;
    while (equals >= 0 && equals < to) {
      int before = equals;
      int next = text.indexOf('=', before + 1);
      int comma = before;
      while (next >= 0 && next < to && comma == before) {
        comma = lastComma(text, before + 1, next);
        // Where no comma parts the two, the sign belongs to the value.
        if (comma == before) {
          before = next;
          comma = next;
          next = text.indexOf('=', next + 1);
        }
      }
      boolean last = next < 0 || next >= to;
      sink.pair(stripped(text, name, equals), stripped(text, equals + 1, last ? to : comma));
      name = comma + 1;
      equals = next;
    }
  }

  /** The last comma of a part of a text, or the place before the part. */
  private static int lastComma(String text, int from, int to) {
    int at = to - 1;
    while (at >= from && text.charAt(at) != ',') {
      at--;
    }
    return at;
  }

  private static String stripped(String text, int from, int to) {
    int first = from;
    int last = Math.max(from, to);
    while (first < last && isBlank(text.charAt(first))) {
      first++;
    }
    while (first < last && isBlank(text.charAt(last - 1))) {
      last--;
    }
    return text.substring(first, last);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
