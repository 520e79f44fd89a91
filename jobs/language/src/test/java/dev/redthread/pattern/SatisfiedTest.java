package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Satisfied;
import dev.redthread.pattern.compiled.Term;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SatisfiedTest {
  private static final List<Constraint.Read> FIELDS =
      List.of(new Constraint.Read("one", List.of("x")), new Constraint.Read("two", List.of("x")));
  private static final Term ONE = new Term.Field(0);
  private static final Term TWO = new Term.Field(1);

  private static boolean holds(Term term, @Nullable Value one, @Nullable Value two) {
    return Satisfied.by(new @Nullable Value[] {one, two}, new Constraint(FIELDS, term));
  }

  private static Term compare(Term.Comparison comparison) {
    return new Term.Compare(comparison, ONE, TWO);
  }

  private static Value many(Value... values) {
    return new Value.Many(List.of(values));
  }

  private static Value number(String digits) {
    return Value.of(new BigDecimal(digits));
  }

  @Test
  void takesANullForAbsent() {
    Term equal = compare(Term.Comparison.EQUAL);
    assertThat(holds(equal, new Value.Nil(), new Value.Nil())).isFalse();
    assertThat(holds(new Term.Has(0), new Value.Nil(), null)).isFalse();
    assertThat(holds(equal, many(new Value.Nil(), Value.of("a")), Value.of("a"))).isTrue();
  }

  @Test
  void comparesNumbersExactly() {
    Term equal = compare(Term.Comparison.EQUAL);
    Value large = number("12345678901234567890");
    assertThat(holds(equal, large, number("12345678901234567891"))).isFalse();
    assertThat(holds(equal, large, new Value.Decimal(new BigDecimal("12345678901234567890.0"))))
        .isTrue();
    assertThat(holds(compare(Term.Comparison.LESS), Value.of(1), number("1.0000000000000000001")))
        .isTrue();
  }

  @Test
  void choosesAmongSeveralValuesTheSameEverywhere() {
    Term both =
        new Term.All(
            List.of(
                compare(Term.Comparison.EQUAL),
                new Term.Compare(Term.Comparison.UNEQUAL, ONE, new Term.Literal(Value.of("a")))));
    assertThat(holds(both, many(Value.of("a"), Value.of("b")), Value.of("a"))).isFalse();
    assertThat(holds(both, many(Value.of("a"), Value.of("b")), Value.of("b"))).isTrue();
  }

  @Test
  void triesNoMoreChoicesThanItMay() {
    Value thousands = many(LongStream.range(0, 2_000).mapToObj(Value::of).toArray(Value[]::new));
    Value last = many(Value.of(1_999), Value.of("x"));
    assertThat(holds(compare(Term.Comparison.EQUAL), thousands, last)).isFalse();
    assertThat(holds(compare(Term.Comparison.EQUAL), many(Value.of(3), Value.of("x")), thousands))
        .isTrue();
  }

  @Test
  @Timeout(60)
  void stopsWalkingSeveralValuesWhereNoChoiceIsLeft() {
    Value thousands = many(LongStream.range(0, 5_000).mapToObj(Value::of).toArray(Value[]::new));
    @Nullable Value[] values = new @Nullable Value[FIELDS.size() + 2];
    Arrays.fill(values, thousands);
    Term never = new Term.Compare(Term.Comparison.EQUAL, ONE, new Term.Literal(Value.of("x")));
    assertThat(Satisfied.by(values, new Constraint(FIELDS, never))).isFalse();
  }

  @Test
  void convertsNoNumberThatCostsTooMuch() {
    Term whole =
        new Term.Compare(Term.Comparison.EQUAL, new Term.Convert(Term.Type.WHOLE, ONE), TWO);
    assertThat(holds(whole, Value.of("1e999999"), Value.of(1))).isFalse();
    assertThat(holds(whole, number("2.9"), Value.of(2))).isTrue();
    assertThat(holds(whole, Value.of("2.9"), Value.of(2))).isFalse();
  }
}
