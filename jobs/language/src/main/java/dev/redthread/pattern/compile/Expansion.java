package dev.redthread.pattern.compile;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.model.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts values in the place of placeholders: {@code %name%} becomes each value of its list, several
 * placeholders each combination. {@code \%} is a percent sign.
 *
 * <p><i>Source:</i> Sigma specification 2.1.0, placeholders.
 */
final class Expansion {
  private static final int MOST = 10_000;
  private static final String PLAIN_PERCENT =
      "a percent sign that is meant as such is written `\\%`";

  private final String written;
  private final ValueLists lists;
  private final StringBuilder plain = new StringBuilder();
  private List<SigmaText> texts = List.of(SigmaText.literal(""));

  private Expansion(String written, ValueLists lists) {
    this.written = written;
    this.lists = lists;
  }

  /**
   * The texts that a value stands for, each once.
   *
   * @throws BadValueException for a placeholder that is unknown or not closed, and for too many
   *     combinations
   */
  static List<SigmaText> of(String written, ValueLists lists) {
    return new Expansion(written, lists).expand();
  }

  private List<SigmaText> expand() {
    int at = 0;
    while (at < written.length()) {
      char c = written.charAt(at);
      char next = at + 1 < written.length() ? written.charAt(at + 1) : ' ';
      if (c == '%') {
        int end = written.indexOf('%', at + 1);
        placeholder(at, end);
        at = end + 1;
      } else if (c == '\\' && next == '%') {
        plain.append('%');
        at += 2;
      } else if (c == '\\' && next == '\\') {
        plain.append("\\\\");
        at += 2;
      } else {
        plain.append(c);
        at++;
      }
    }
    return append(List.of(plain()));
  }

  private void placeholder(int at, int end) {
    String name = end < 0 ? "" : written.substring(at + 1, end);
    if (!Body.Placeholders.NAME.matcher(name).matches()) {
      throw new BadValueException(
          Code.UNKNOWN_PLACEHOLDER, at, "no placeholder begins or ends here", PLAIN_PERCENT);
    }
    List<SigmaText> values = lists.values(name);
    if (values == null) {
      throw new BadValueException(
          Code.UNKNOWN_PLACEHOLDER,
          at,
          "nothing says what `%" + name + "%` stands for",
          lists.hint(name));
    }
    append(List.of(plain()));
    plain.setLength(0);
    append(values);
  }

  private SigmaText plain() {
    return SigmaText.parse(plain.toString());
  }

  private List<SigmaText> append(List<SigmaText> each) {
    if ((long) texts.size() * each.size() > MOST) {
      throw new BadValueException(
          Code.BAD_VALUE,
          "the placeholders stand for more than " + MOST + " values together",
          "write each placeholder in a value of its own");
    }
    List<SigmaText> all = new ArrayList<>();
    for (SigmaText text : texts) {
      for (SigmaText next : each) {
        all.add(text.then(next));
      }
    }
    texts = all;
    return all;
  }
}
