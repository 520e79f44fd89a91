package dev.redthread.pattern.compiled;

import dev.redthread.event.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether values satisfy a constraint.
 *
 * <p>As in CEL an absent value, or one of the wrong type, makes what is made of it no value at all,
 * but that {@code false &&} and {@code true ||} do not ask further. Where no value is left, the
 * constraint is not satisfied. A null is absent. A field with several values stands for one of
 * them: some choice must satisfy.
 *
 * <p><i>Cost:</i> linear in the constraint and the length of its values, for each choice of values;
 * at most {@link #MOST_CHOICES} are tried.
 *
 * <p><i>Thread safety:</i> no state.
 */
public final class Satisfied {
  /** How many choices are tried of fields that have several values. */
  public static final int MOST_CHOICES = 1_000;

  private static final Value TRUE = Value.of(true);
  private static final Value FALSE = Value.of(false);
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Satisfied() {}

  /**
   * @param values what the fields have, by their places; null where one is absent
   */
  public static boolean by(@Nullable Value[] values, Constraint constraint) {
    boolean several = false;
    for (int i = 0; i < values.length; i++) {
      values[i] = plain(values[i]);
      several |= values[i] instanceof Value.Many;
    }
    return several
        ? choose(values, 0, constraint, new int[] {MOST_CHOICES})
        : TRUE.equals(value(constraint.term(), values));
  }

  /** A value without nulls; one of several that is alone is itself. */
  private static @Nullable Value plain(@Nullable Value value) {
    if (value instanceof Value.Nil) {
      return null;
    }
    if (!(value instanceof Value.Many many)) {
      return value;
    }
    List<Value> each = new ArrayList<>(many.values());
    each.removeIf(Value.Nil.class::isInstance);
    return each.size() > 1 ? new Value.Many(each) : each.isEmpty() ? null : each.get(0);
  }

  private static boolean choose(
      @Nullable Value[] values, int from, Constraint constraint, int[] left) {
    int place = from;
    while (place < values.length && !(values[place] instanceof Value.Many)) {
      place++;
    }
    if (place == values.length) {
      left[0]--;
      return TRUE.equals(value(constraint.term(), values));
    }
    Value all = values[place];
    for (Value each : all == null ? List.<Value>of() : all.each()) {
      if (left[0] == 0) {
        break;
      }
      values[place] = each;
      if (choose(values, place + 1, constraint, left)) {
        return true;
      }
    }
    values[place] = all;
    return false;
  }

  private static @Nullable Value value(Term term, @Nullable Value[] values) {
    if (term instanceof Term.Field field) {
      return values[field.place()];
    } else if (term instanceof Term.Literal literal) {
      return literal.value();
    } else if (term instanceof Term.Compare compare) {
      return compare(
          compare.comparison(), value(compare.left(), values), value(compare.right(), values));
    } else if (term instanceof Term.All all) {
      return joined(all.parts(), values, false);
    } else if (term instanceof Term.Any any) {
      return joined(any.parts(), values, true);
    } else if (term instanceof Term.Not not) {
      return value(not.part(), values) instanceof Value.Flag flag ? of(!flag.value()) : null;
    } else if (term instanceof Term.Has has) {
      return of(values[has.place()] != null);
    } else if (term instanceof Term.OneOf oneOf) {
      Value part = value(oneOf.part(), values);
      return part == null
          ? null
          : of(oneOf.values().stream().anyMatch(value -> isEqual(part, value)));
    } else if (term instanceof Term.Contains contains) {
      return contains(contains, values);
    } else if (term instanceof Term.Matches matches) {
      return value(matches.text(), values) instanceof Value.Text text
          ? of(matches.pattern().matcher(text.value()).find())
          : null;
    }
    Term.Convert convert = (Term.Convert) term;
    Value part = value(convert.part(), values);
    return part == null ? null : converted(convert.to(), part);
  }

  private static Value of(boolean flag) {
    return flag ? TRUE : FALSE;
  }

  private static @Nullable Value joined(
      List<Term> parts, @Nullable Value[] values, boolean deciding) {
    boolean known = true;
    for (Term part : parts) {
      if (!(value(part, values) instanceof Value.Flag flag)) {
        known = false;
      } else if (flag.value() == deciding) {
        return of(deciding);
      }
    }
    return known ? of(!deciding) : null;
  }

  private static @Nullable Value compare(
      Term.Comparison comparison, @Nullable Value left, @Nullable Value right) {
    if (left == null || right == null) {
      return null;
    }
    if (comparison == Term.Comparison.EQUAL) {
      return of(isEqual(left, right));
    } else if (comparison == Term.Comparison.UNEQUAL) {
      return of(!isEqual(left, right));
    }
    Integer order = order(left, right);
    if (order == null) {
      return null;
    }
    return of(
        switch (comparison) {
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          default -> order >= 0;
        });
  }

  /** Whether two single values are the same; those of two types never are. */
  static boolean isEqual(Value left, Value right) {
    if (isNumber(left) && isNumber(right)) {
      return left.equals(right)
          || (left instanceof Value.Decimal
              && right instanceof Value.Decimal
              && number(left).compareTo(number(right)) == 0);
    }
    return left.equals(right);
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Decimal;
  }

  private static BigDecimal number(Value value) {
    return value instanceof Value.Whole whole
        ? BigDecimal.valueOf(whole.value())
        : ((Value.Decimal) value).value();
  }

  /** How two single values are ordered; null where they are not of one type. */
  public static @Nullable Integer order(Value left, Value right) {
    if (left instanceof Value.Whole one && right instanceof Value.Whole other) {
      return Long.compare(one.value(), other.value());
    } else if (isNumber(left) && isNumber(right)) {
      return number(left).compareTo(number(right));
    } else if (left instanceof Value.Text one && right instanceof Value.Text other) {
      return one.value().compareTo(other.value());
    } else if (left instanceof Value.Flag one && right instanceof Value.Flag other) {
      return Boolean.compare(one.value(), other.value());
    }
    return null;
  }

  private static @Nullable Value contains(Term.Contains term, @Nullable Value[] values) {
    if (!(value(term.text(), values) instanceof Value.Text text)
        || !(value(term.part(), values) instanceof Value.Text part)) {
      return null;
    }
    return of(
        switch (term.where()) {
          case ANYWHERE -> text.value().contains(part.value());
          case AT_START -> text.value().startsWith(part.value());
          case AT_END -> text.value().endsWith(part.value());
        });
  }

  private static @Nullable Value converted(Term.Type to, Value value) {
    if (to == Term.Type.TEXT) {
      return Value.of(value.text());
    }
    BigDecimal number = Evaluate.number(value);
    if (number == null) {
      return null;
    }
    if (to == Term.Type.NUMBER) {
      return Value.of(number);
    }
    if (number.compareTo(LEAST) < 0
        || number.compareTo(MOST) > 0
        || (value instanceof Value.Text text && !text.value().matches("-?[0-9]+"))) {
      return null;
    }
    return Value.of(number.setScale(0, RoundingMode.DOWN));
  }
}
