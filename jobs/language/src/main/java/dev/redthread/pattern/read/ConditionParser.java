package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Condition;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses a condition, by descent: {@code or} binds least, then {@code and}, {@code not}, {@code x
 * of}, parentheses. Keywords are lower case.
 */
final class ConditionParser {
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "of", "them");
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 60;

  private final YamlNode.Scalar scalar;
  private final Diagnostics diagnostics;
  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;

  ConditionParser(YamlNode.Scalar scalar, Diagnostics diagnostics) {
    this.scalar = scalar;
    this.diagnostics = diagnostics;
  }

  /** The condition, or empty when it is none, which is reported once. */
  Optional<Condition> parse() {
    try {
      tokenize();
      Condition condition = either();
      if (next < tokens.size()) {
        refuseUpperCase(peek());
        throw wrong(peek(), "`and` or `or` is missing before `" + peek().text + "`");
      }
      return Optional.of(condition);
    } catch (Wrong wrong) {
      diagnostics.error(wrong.code, wrong.place, wrong.message, wrong.hint);
      return Optional.empty();
    }
  }

  private void tokenize() throws Wrong {
    String text = scalar.text();
    if (text.length() > LONGEST) {
      throw new Wrong(scalar.place(), "the condition is longer than " + LONGEST, null);
    }
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '(' || c == ')') {
        tokens.add(new Token(String.valueOf(c), at++));
      } else if (c == '|') {
        throw new Wrong(
            Code.SIGMA_1,
            scalar.placeAt(at),
            "Sigma 2 has no aggregations in a condition",
            pipeHint(text, at));
      } else {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
          end++;
        }
        if (end == at) {
          throw new Wrong(scalar.placeAt(at), "`" + c + "` has no meaning in a condition", null);
        }
        tokens.add(new Token(text.substring(at, end), at));
        at = end;
      }
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_-*.$@:/#".indexOf(c) >= 0;
  }

  private static String pipeHint(String text, int at) {
    String rest = text.substring(at + 1).strip();
    String type = "event_count";
    if (rest.startsWith("near")) {
      type = "temporal";
    } else if (rest.startsWith("sum")) {
      type = "value_sum";
    } else if (rest.startsWith("avg")) {
      type = "value_avg";
    } else if (rest.startsWith("count(") && !rest.startsWith("count()")) {
      type = "value_count";
    }
    return "write a correlation of type `"
        + type
        + "` that refers to this rule; `./redthread convert` does it";
  }

  private Condition either() throws Wrong {
    List<Condition> parts = new ArrayList<>(List.of(both()));
    while (take("or")) {
      parts.add(both());
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.Either(parts);
  }

  private Condition both() throws Wrong {
    List<Condition> parts = new ArrayList<>(List.of(negated()));
    while (take("and")) {
      parts.add(negated());
    }
    return parts.size() == 1 ? parts.get(0) : new Condition.Both(parts);
  }

  private Condition negated() throws Wrong {
    if (++depth > DEEPEST) {
      throw new Wrong(scalar.place(), "the condition is nested too deeply", null);
    }
    Condition condition = take("not") ? new Condition.Negated(negated()) : single();
    depth--;
    return condition;
  }

  private Condition single() throws Wrong {
    Token token = peek();
    next++;
    if (token.text.equals("(")) {
      Condition inner = either();
      if (!take(")")) {
        throw wrong(token, "the parenthesis is not closed");
      }
      return inner;
    }
    if (next < tokens.size() && tokens.get(next).text.equals("of")) {
      next++;
      return quantified(token);
    }
    if (token.text.equals(")") || KEYWORDS.contains(token.text)) {
      throw wrong(token, "a selection is missing before `" + token.text + "`");
    }
    refuseUpperCase(token);
    if (token.text.contains("*")) {
      throw new Wrong(
          placeOf(token),
          "`" + token.text + "` needs to say how many",
          "write `1 of " + token.text + "` or `all of " + token.text + "`");
    }
    return new Condition.Name(new Word(placeOf(token), token.text));
  }

  private void refuseUpperCase(Token token) throws Wrong {
    String lower = token.text.toLowerCase(Locale.ROOT);
    if (KEYWORDS.contains(lower) && !KEYWORDS.contains(token.text)) {
      throw new Wrong(
          placeOf(token), "`" + token.text + "` is no keyword", "write `" + lower + "`");
    }
  }

  private Condition quantified(Token quantity) throws Wrong {
    boolean all = quantity.text.equals("all");
    if (!all && !quantity.text.equals("1") && !quantity.text.equals("any")) {
      throw new Wrong(
          placeOf(quantity),
          "`" + quantity.text + " of` is not part of Sigma",
          "`1 of`, `any of` and `all of` are");
    }
    Token glob = peek();
    next++;
    if (glob.text.equals("(") || glob.text.equals(")")) {
      throw wrong(glob, "`of` is followed by `them` or by the name of selections");
    }
    String text = glob.text.equals("them") ? "*" : glob.text;
    return new Condition.Quantified(all, new Word(placeOf(glob), text));
  }

  private boolean take(String text) {
    boolean there = next < tokens.size() && tokens.get(next).text.equals(text);
    next += there ? 1 : 0;
    return there;
  }

  private Token peek() throws Wrong {
    if (next >= tokens.size()) {
      throw new Wrong(
          scalar.placeAt(scalar.text().length()),
          tokens.isEmpty() ? "the condition is empty" : "the condition ends too early",
          null);
    }
    return tokens.get(next);
  }

  private Place placeOf(Token token) {
    return scalar.placeAt(token.at);
  }

  private Wrong wrong(Token token, String message) {
    return new Wrong(placeOf(token), message, null);
  }

  private record Token(String text, int at) {}

  /** Ends the parse at the first thing that is wrong. */
  private static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final transient Place place;
    private final String message;
    private final @Nullable String hint;

    Wrong(Place place, String message, @Nullable String hint) {
      this(Code.BAD_CONDITION, place, message, hint);
    }

    Wrong(Code code, Place place, String message, @Nullable String hint) {
      super(message, null, false, false);
      this.code = code;
      this.place = place;
      this.message = message;
      this.hint = hint;
    }
  }
}
