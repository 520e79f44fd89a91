package dev.redthread.pattern.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.diagnostic.Code;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Compiles expressions with the linear-time engine, and says why one is refused. */
final class Regexes {
  private static final int LONGEST = 4_000;
  private static final int DEEPEST = 100;

  /** How large an expression may become with its repetitions written out. */
  private static final long LARGEST = 100_000;

  /** From where on that is worth a warning. */
  private static final long LARGE = 2_000;

  private Regexes() {}

  /**
   * @throws BadValueException when it cannot be honoured
   */
  static Match.Regex compile(String regex, Modifiers modifiers) {
    if (regex.length() > LONGEST) {
      throw new BadValueException(Code.BAD_REGEX, "the expression is longer than " + LONGEST, null);
    }
    size(regex);
    int flags =
        (modifiers.has(Modifier.I) ? Pattern.CASE_INSENSITIVE : 0)
            | (modifiers.has(Modifier.M) ? Pattern.MULTILINE : 0)
            | (modifiers.has(Modifier.S) ? Pattern.DOTALL : 0);
    try {
      return new Match.Regex(Pattern.compile(regex, flags));
    } catch (PatternSyntaxException e) {
      throw new BadValueException(
          Code.BAD_REGEX,
          "the expression cannot be compiled: " + e.getDescription() + at(e),
          hint(regex));
    }
  }

  /** Why an expression costs more than it must, or null; it is one that was compiled. */
  static @Nullable String expense(String regex) {
    if (size(regex) > LARGE) {
      return "the expression becomes very large with its repetitions written out";
    }
    boolean behind = regex.endsWith(".*") && !regex.endsWith("\\.*");
    return regex.length() > 2 && (regex.startsWith(".*") || behind)
        ? "an expression is found anywhere: `.*` at its "
            + (behind ? "end" : "begin")
            + " only costs"
        : null;
  }

  private static String at(PatternSyntaxException e) {
    String pattern = e.getPattern();
    return pattern == null || pattern.isEmpty() ? "" : ": `" + pattern + "`";
  }

  private static @Nullable String hint(String regex) {
    if (regex.contains("(?=") || regex.contains("(?!") || regex.contains("(?<")) {
      return "looking ahead or behind cannot be matched in linear time;"
          + " write a second selection and join it with `and` or `and not`";
    }
    if (regex.matches("(?s).*\\\\[1-9].*")) {
      return "a reference back to a group cannot be matched in linear time";
    }
    if (regex.matches("(?s).*[*+?}]\\+.*") || regex.contains("(?>")) {
      return "possessive and atomic forms are not needed: matching is linear anyway; leave them out";
    }
    return null;
  }

  /** How large it becomes; refuses nesting and counted repetitions that would make it huge. */
  private static long size(String regex) {
    Deque<Long> outer = new ArrayDeque<>();
    long size = 0;
    long last = 0;
    boolean set = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\') {
        i++;
        last = 1;
        size += last;
      } else if (set || c == '[') {
        set = c != ']';
        last = 1;
        size += last;
      } else if (c == '(') {
        outer.push(size);
        size = 0;
      } else if (c == ')' && !outer.isEmpty()) {
        last = size;
        size += outer.pop();
      } else if (c == '{') {
        long times = times(regex, i);
        size += last * Math.max(0, times - 1);
        last *= Math.max(1, times);
      } else {
        last = 1;
        size += last;
      }
      if (outer.size() > DEEPEST || size > LARGEST) {
        throw new BadValueException(
            Code.BAD_REGEX, "the expression is too large", "fewer or smaller counted repetitions");
      }
    }
    return size;
  }

  /** The greater number in braces, 1 when there is none. */
  private static long times(String regex, int brace) {
    long most = 1;
    long number = 0;
    for (int i = brace + 1; i < regex.length() && regex.charAt(i) != '}'; i++) {
      char c = regex.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + (c - '0'), LARGEST);
        most = Math.max(most, number);
      } else {
        number = 0;
      }
    }
    return most;
  }
}
