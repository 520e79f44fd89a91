package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A temporal correlation holds for exactly the numbers of rules that its condition allows. */
class NumberOfRulesTest {
  private static final int MOST_RULES = 4;

  @Test
  void holdsForTheNumbersThatItAllows() {
    for (int rules = 2; rules <= MOST_RULES; rules++) {
      for (String relation : List.of("gt", "gte", "lt", "lte", "eq", "neq")) {
        for (int number = 1; number <= rules; number++) {
          for (String type : List.of("temporal", "temporal_ordered")) {
            check(type, rules, relation + ": " + number, number, relation, 0);
            check(type, rules, relation + ": " + number + ", gte: 2", number, relation, 2);
          }
        }
      }
    }
  }

  private static void check(
      String type, int rules, String condition, int number, String relation, int least) {
    if (least > 0 && relation.startsWith("g")) {
      return;
    }
    List<Boolean> expected = new ArrayList<>();
    List<Boolean> actual = new ArrayList<>();
    Shape shape = compile(type, rules, condition);
    for (int present = 1; present < 1 << rules; present++) {
      int count = Integer.bitCount(present);
      expected.add(count >= least && allowed(count, relation, number));
      actual.add(shape != null && holds(shape, present, rules));
    }
    assertThat(actual).as("%s {%s} of %s rules", type, condition, rules).isEqualTo(expected);
    if (shape == null) {
      assertThat(expected).as("{%s} of %s rules is refused", condition, rules).doesNotContain(true);
    } else if (shape instanceof Shape.Temporal temporal) {
      assertThat(temporal.settled()).as(condition).isEqualTo(!relation.startsWith("g"));
      assertThat(temporal.condition().isOrdered()).isEqualTo(type.equals("temporal_ordered"));
    }
  }

  /** In order, as many as are present; where all must be, it is a sequence. */
  private static boolean holds(Shape shape, int present, int rules) {
    int count = Integer.bitCount(present);
    return shape instanceof Shape.Temporal temporal
        ? temporal.condition().test(rule -> (present >> rule & 1) == 1, least -> least <= count)
        : count == rules;
  }

  private static boolean allowed(int count, String relation, int number) {
    return switch (relation) {
      case "gt" -> count > number;
      case "gte" -> count >= number;
      case "lt" -> count < number;
      case "lte" -> count <= number;
      case "eq" -> count == number;
      default -> count != number;
    };
  }

  /** Null when it is refused. */
  private static @Nullable Shape compile(String type, int rules, String condition) {
    StringBuilder text = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      names.add("r" + rule);
      text.append("title: r\nname: r").append(rule).append("\nlogsource: {product: any}\n");
      text.append("detection: {s: {a: ").append(rule).append("}, condition: s}\n---\n");
    }
    text.append("title: t\nid: t\ncorrelation:\n  timespan: 1h\n  type: ").append(type);
    text.append("\n  group-by: [who]\n  rules: ").append(names).append("\n");
    text.append("  condition: {").append(condition).append("}\n");
    Loaded loaded = PatternFiles.loadTexts(Map.of("t.yml", text.toString()), TestSources.ANYTHING);
    return loaded.set().pattern("t").map(CompiledPattern::shape).orElse(null);
  }
}
