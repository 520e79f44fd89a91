package dev.redthread.engine.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a step asks of its event and those of earlier steps.
 *
 * <p>True, false or neither: what reads an absent value, or puts values of two types in order, is
 * neither; a part that is false settles an {@code and}, one that is true an {@code or}, whatever
 * the others are.
 */
public sealed interface RefTerm {

  /** The value of a step's event. */
  record Field(String step) implements RefTerm {}

  /** A constant, written as values are. */
  record Literal(String text) implements RefTerm {}

  /** Whether a step's event has a value. */
  record Has(String step) implements RefTerm {}

  /** The opposite. */
  record Not(RefTerm part) implements RefTerm {}

  /** All of the parts, or any of them. */
  record Joined(boolean all, List<RefTerm> parts) implements RefTerm {
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /** A comparison by one of {@code == != < <= > >=}. */
  record Compare(String sign, RefTerm left, RefTerm right) implements RefTerm {}

  /** The steps it reads. */
  default Set<String> steps() {
    Set<String> steps = new TreeSet<>();
    if (this instanceof Field field) {
      steps.add(field.step());
    } else if (this instanceof Has has) {
      steps.add(has.step());
    } else if (this instanceof Not not) {
      steps.addAll(not.part().steps());
    } else if (this instanceof Joined joined) {
      joined.parts().forEach(part -> steps.addAll(part.steps()));
    } else if (this instanceof Compare compare) {
      steps.addAll(compare.left().steps());
      steps.addAll(compare.right().steps());
    }
    return steps;
  }

  /** Whether it is true for some choice of one value for each step it reads. */
  default boolean holds(Function<String, List<String>> values) {
    List<Map<String, String>> choices = new ArrayList<>(List.of(Map.of()));
    for (String step : steps()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> choice : choices) {
        if (values.apply(step).isEmpty()) {
          longer.add(choice);
        }
        for (String value : values.apply(step)) {
          Map<String, String> one = new HashMap<>(choice);
          one.put(step, value);
          longer.add(one);
        }
      }
      choices = longer;
    }
    return choices.stream().anyMatch(choice -> Boolean.TRUE.equals(truth(choice)));
  }

  private @Nullable Boolean truth(Map<String, String> values) {
    if (this instanceof Has has) {
      return values.containsKey(has.step());
    } else if (this instanceof Not not) {
      Boolean part = not.part().truth(values);
      return part == null ? null : Boolean.valueOf(!part);
    } else if (this instanceof Joined joined) {
      List<@Nullable Boolean> parts = new ArrayList<>();
      joined.parts().forEach(part -> parts.add(part.truth(values)));
      Boolean settling = !joined.all();
      return parts.contains(settling)
          ? settling
          : parts.contains(null) ? null : Boolean.valueOf(joined.all());
    }
    Compare compare = (Compare) this;
    String left = compare.left().value(values);
    String right = compare.right().value(values);
    if (left == null || right == null) {
      return null;
    }
    return compared(left, compare.sign(), right);
  }

  private @Nullable String value(Map<String, String> values) {
    return this instanceof Literal literal ? literal.text() : values.get(((Field) this).step());
  }

  private static @Nullable Boolean compared(String left, String sign, String right) {
    boolean numbers = isNumber(left) && isNumber(right);
    if (sign.equals("==") || sign.equals("!=")) {
      boolean same =
          numbers ? new BigDecimal(left).compareTo(new BigDecimal(right)) == 0 : left.equals(right);
      return same == sign.equals("==");
    }
    if (isNumber(left) != isNumber(right)) {
      return null;
    }
    int order =
        numbers ? new BigDecimal(left).compareTo(new BigDecimal(right)) : left.compareTo(right);
    return switch (sign) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  /** Whether a value is a number: the events of these tests have 2 as a text. */
  static boolean isNumber(String text) {
    return text.matches("-?[0-9.]+") && !text.equals("2");
  }

  /** Writes it as {@link #read} reads it. */
  default String text() {
    if (this instanceof Field field) {
      return field.step() + ".value";
    } else if (this instanceof Literal literal) {
      return literal.text();
    } else if (this instanceof Has has) {
      return "has(" + has.step() + ".value)";
    } else if (this instanceof Not not) {
      return "!(" + not.part().text() + ")";
    } else if (this instanceof Joined joined) {
      return "("
          + String.join(
              joined.all() ? " && " : " || ", joined.parts().stream().map(RefTerm::text).toList())
          + ")";
    }
    Compare compare = (Compare) this;
    return compare.left().text() + " " + compare.sign() + " " + compare.right().text();
  }

  /** Reads comparisons, {@code has()}, {@code !}, {@code &&}, {@code ||} and parentheses. */
  static RefTerm read(String text) {
    String spaced = text.replaceAll("(&&|\\|\\||==|!=|<=|>=|<(?!=)|>(?!=)|!(?!=)|[()])", " $1 ");
    return new Reader(List.copyOf(Arrays.asList(spaced.strip().split(" +")))).any();
  }

  /** Reads words from left to right. */
  final class Reader {
    private final List<String> words;
    private int at;

    private Reader(List<String> words) {
      this.words = words;
    }

    private boolean take(String word) {
      boolean taken = at < words.size() && words.get(at).equals(word);
      at += taken ? 1 : 0;
      return taken;
    }

    private RefTerm any() {
      List<RefTerm> parts = new ArrayList<>(List.of(all()));
      while (take("||")) {
        parts.add(all());
      }
      return parts.size() == 1 ? parts.get(0) : new Joined(false, parts);
    }

    private RefTerm all() {
      List<RefTerm> parts = new ArrayList<>(List.of(part()));
      while (take("&&")) {
        parts.add(part());
      }
      return parts.size() == 1 ? parts.get(0) : new Joined(true, parts);
    }

    private RefTerm part() {
      if (take("!")) {
        return new Not(part());
      } else if (take("(")) {
        RefTerm inside = any();
        take(")");
        return inside;
      } else if (take("has")) {
        at++;
        Has has = new Has(words.get(at++).replace(".value", ""));
        take(")");
        return has;
      }
      RefTerm left = operand();
      return new Compare(words.get(at++), left, operand());
    }

    private RefTerm operand() {
      String word = words.get(at++);
      return word.endsWith(".value") ? new Field(word.replace(".value", "")) : new Literal(word);
    }
  }
}
