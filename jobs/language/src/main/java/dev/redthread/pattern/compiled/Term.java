package dev.redthread.pattern.compiled;

import com.google.re2j.Pattern;
import dev.redthread.event.Value;
import java.io.Serializable;
import java.util.List;

/**
 * An expression of a {@code where}. It means what the Common Expression Language means by it, but
 * that numbers are exact; {@link Satisfied} evaluates it.
 */
public sealed interface Term extends Serializable {

  /** A constant: a text, a number or a boolean. */
  record Literal(Value value) implements Term {}

  /** The value of a field, by its place in {@link Constraint#fields()}. */
  record Field(int place) implements Term {}

  /** Whether a field has a value. */
  record Has(int place) implements Term {}

  /** The opposite of a boolean. */
  record Not(Term part) implements Term {}

  /** Whether all of several booleans are true; one that is false decides. */
  record All(List<Term> parts) implements Term {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** Whether any of several booleans is true; one that is true decides. */
  record Any(List<Term> parts) implements Term {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** How two values compare. */
  record Compare(Comparison comparison, Term left, Term right) implements Term {}

  /** Whether a value equals one of several constants. */
  record OneOf(Term part, List<Value> values) implements Term {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** Where one text stands in another. */
  record Contains(Where where, Term text, Term part) implements Term {}

  /** Whether an expression is found in a text. */
  record Matches(Term text, Pattern pattern) implements Term {}

  /** A value as another type. */
  record Convert(Type to, Term part) implements Term {}

  /** A sign between two values. */
  enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** A place in a text, by the name of the function that asks for it. */
  enum Where {
    ANYWHERE("contains"),
    AT_START("startsWith"),
    AT_END("endsWith");

    private final String function;

    Where(String function) {
      this.function = function;
    }

    public String function() {
      return function;
    }
  }

  /** What a value is converted to, by the name of the function that does it. */
  enum Type {
    TEXT("string"),
    WHOLE("int"),
    NUMBER("double");

    private final String function;

    Type(String function) {
      this.function = function;
    }

    public String function() {
      return function;
    }
  }
}
