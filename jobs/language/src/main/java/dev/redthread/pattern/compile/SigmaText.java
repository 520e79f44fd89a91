package dev.redthread.pattern.compile;

import com.google.re2j.Pattern;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Fold;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A text of a pattern file with its wildcards.
 *
 * <p>A backslash is special only before {@code *}, {@code ?} and a backslash.
 */
final class SigmaText {
  private static final int ANY = -1;
  private static final int ONE = -2;

  /** Code points, {@link #ANY} for a run of any characters and {@link #ONE} for any one. */
  private final int[] points;

  private SigmaText(int[] points) {
    this.points = points;
  }

  static SigmaText parse(String written) {
    int[] from = written.codePoints().toArray();
    int[] to = new int[from.length];
    int length = 0;
    for (int i = 0; i < from.length; i++) {
      int point = from[i];
      if (point == '\\' && i + 1 < from.length && isSpecial(from[i + 1])) {
        to[length++] = from[++i];
      } else if (point == '*') {
        to[length++] = ANY;
      } else {
        to[length++] = point == '?' ? ONE : point;
      }
    }
    return new SigmaText(Arrays.copyOf(to, length));
  }

  /** The text that a value of a file stands for; of numbers and booleans there are no wildcards. */
  static SigmaText of(YamlNode.Scalar value) {
    return switch (value.kind()) {
      case NUMBER -> literal(Value.of(new BigDecimal(value.text())).text());
      case FLAG -> literal(Fold.fold(value.text()));
      case TEXT, NULL -> parse(value.text());
    };
  }

  /** This text and another behind it. */
  SigmaText then(SigmaText other) {
    return new SigmaText(
        IntStream.concat(Arrays.stream(points), Arrays.stream(other.points)).toArray());
  }

  static SigmaText literal(String text) {
    return new SigmaText(text.codePoints().toArray());
  }

  private static boolean isSpecial(int point) {
    return point == '\\' || point == '*' || point == '?';
  }

  boolean hasWildcards() {
    return Arrays.stream(points).anyMatch(point -> point < 0);
  }

  /** The text; only without wildcards. */
  String plain() {
    return new String(points, 0, points.length);
  }

  int[] points() {
    return points.clone();
  }

  static SigmaText ofPoints(int[] points) {
    return new SigmaText(points.clone());
  }

  /** The text as it stands in a value: with {@code *} around it, before it or after it. */
  SigmaText open(boolean left, boolean right) {
    IntStream all = Arrays.stream(points);
    all = left ? IntStream.concat(IntStream.of(ANY), all) : all;
    all = right ? IntStream.concat(all, IntStream.of(ANY)) : all;
    return new SigmaText(all.toArray());
  }

  /** The cheapest test that says the same. */
  Match match(boolean cased) {
    int from = 0;
    int to = points.length;
    while (from < to && points[from] == ANY) {
      from++;
    }
    while (to > from && points[to - 1] == ANY) {
      to--;
    }
    boolean left = from > 0;
    boolean right = to < points.length || (left && from == to);
    int[] middle = Arrays.copyOfRange(points, from, to);
    if (Arrays.stream(middle).anyMatch(point -> point < 0)) {
      return wildcard(cased);
    }
    String text = cased ? string(middle) : Fold.fold(string(middle));
    if (left) {
      return right ? new Match.Contains(text, cased) : new Match.EndsWith(text, cased);
    }
    return right ? new Match.StartsWith(text, cased) : new Match.Equal(text, cased);
  }

  private static String string(int[] points) {
    return new String(points, 0, points.length);
  }

  private Match wildcard(boolean cased) {
    StringBuilder regex = new StringBuilder();
    StringBuilder written = new StringBuilder();
    int before = 0;
    for (int point : points) {
      if (point == ANY && before == ANY) {
        continue;
      }
      before = point;
      if (point < 0) {
        regex.append(point == ANY ? ".*" : ".");
        written.append(point == ANY ? "*" : "?");
      } else {
        String text = Character.toString(point);
        text = cased ? text : Fold.fold(text);
        regex.append(Pattern.quote(text));
        written.append(isSpecial(point) ? "\\" : "").append(text);
      }
    }
    Pattern pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return new Match.Wildcard(pattern, written.toString(), cased);
  }
}
