package dev.redthread.pattern.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is called impossible is met by no event, and plain contradictions are found. */
class TruthGeneratedTest {
  private static final int CASES = 20_000;
  private static final int EVENTS = 40;
  private static final long SEED = Long.getLong("seed", 20_251_109L);
  private static final List<String> TEXTS = List.of("", "a", "ab", "b", "ba", "login.failed");
  private static final List<String> NAMES = List.of("f", "g", "activity");

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void callsNothingImpossibleThatSomeEventMeets() {
    int impossible = 0;
    for (int i = 0; i < CASES; i++) {
      List<Expr> conditions = List.of(expr(3), expr(2));
      if (!Truth.possible(conditions)) {
        impossible++;
        for (int event = 0; event < EVENTS; event++) {
          Event drawn = event();
          assertThat(conditions)
              .as("case %s of seed %s: %s meets all", i, SEED, drawn)
              .anyMatch(condition -> !Evaluate.test(condition, drawn));
        }
      }
    }
    assertThat(impossible).isGreaterThan(CASES / 100);
  }

  @Test
  void findsContradictionsOfParts() {
    for (int i = 0; i < 1_000; i++) {
      Expr one = expr(2);
      Expr other = expr(1);
      assertThat(Truth.possible(List.of(one, new Expr.Not(new Expr.Or(List.of(other, one))))))
          .as("%s and not (%s or the same)", one, other)
          .isFalse();
    }
  }

  @Test
  void givesUpOnWhatTakesTooLong() {
    List<Expr> parts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Expr one = new Expr.Test("f" + i, new Match.Equal("a", false));
      Expr other = new Expr.Test("g" + i, new Match.Equal("a", false));
      parts.add(new Expr.Or(List.of(one, other)));
      parts.add(new Expr.Or(List.of(new Expr.Not(one), new Expr.Not(other))));
    }
    List<Expr> all = new ArrayList<>(parts);
    all.add(new Expr.Or(List.of()));
    assertThat(Truth.possible(parts)).isTrue();
    assertThat(Truth.possible(all)).isFalse();
  }

  private Expr expr(int depth) {
    int kind = random.nextInt(depth == 0 ? 1 : 5);
    if (kind <= 1) {
      return new Expr.Test(NAMES.get(random.nextInt(NAMES.size())), match());
    } else if (kind == 2) {
      return new Expr.Not(expr(depth - 1));
    }
    List<Expr> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.add(expr(depth - 1));
    }
    return kind == 3 ? new Expr.And(parts) : new Expr.Or(parts);
  }

  private Match match() {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    boolean cased = random.nextInt(4) == 0;
    return switch (random.nextInt(9)) {
      case 0 -> new Match.Exists(random.nextBoolean());
      case 1 -> new Match.IsNull();
      case 2 -> new Match.StartsWith(text, cased);
      case 3 -> new Match.EndsWith(text, cased);
      case 4 -> new Match.Contains(text, cased);
      case 5 -> new Match.Wildcard(Pattern.compile("(?s)a.*"), "a*", cased);
      case 6 -> new Match.Compare(Match.Order.GT, BigDecimal.ONE);
      default -> new Match.Equal(text, cased);
    };
  }

  private Event event() {
    Map<String, Value> fields = new HashMap<>();
    for (String name : List.of("f", "g")) {
      List<Value> values = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        values.add(
            switch (random.nextInt(5)) {
              case 0 -> new Value.Nil();
              case 1 -> Value.of("AB");
              case 2 -> Value.of(5);
              default -> Value.of(text);
            });
      }
      if (random.nextInt(4) > 0) {
        fields.put(name, values.size() == 1 ? values.get(0) : new Value.Many(values));
      }
    }
    Activity activity = random.nextBoolean() ? Activity.LOGIN_FAILED : null;
    return new Event("s", "e", 0, 0, activity, Fields.of(fields), new Origin("s", 0, 1), false);
  }
}
