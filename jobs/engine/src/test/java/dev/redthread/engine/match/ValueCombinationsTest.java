package dev.redthread.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.generated.Dice;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values of several fields count together: each combination that an event has, once. */
class ValueCombinationsTest {
  private static final int CASES = 2_000;
  private static final long SEED = Long.getLong("redthread.seed", 20_251_109L);

  /** Texts that must not run into one another. */
  private static final List<String> TEXTS = List.of("", "1", "11", "1:1", ":", "2:11", "a");

  @Test
  void countsCombinations() {
    for (int i = 0; i < CASES; i++) {
      Dice dice = new Dice(SEED + i);
      List<List<String>> fieldsByRule = new ArrayList<>();
      for (int field = dice.between(2, 3); field > 0; field--) {
        fieldsByRule.add(List.of("f" + field, dice.percent(50) ? "f" + field : "f1"));
      }
      List<TimelineEvent> window = new ArrayList<>();
      Set<List<String>> expected = new HashSet<>();
      for (int event = dice.between(0, 6); event > 0; event--) {
        TimelineEvent drawn = event(dice, event);
        window.add(drawn);
        expected.addAll(combinations(drawn, fieldsByRule));
      }
      assertThat(count(fieldsByRule, window, dice))
          .as("case %s of seed %s: %s over %s", i, SEED, window, fieldsByRule)
          .isEqualTo(expected.size());
    }
  }

  private static TimelineEvent event(Dice dice, int number) {
    Map<String, Value> fields = new HashMap<>();
    for (String name : List.of("f1", "f2", "f3")) {
      List<Value> values = new ArrayList<>();
      for (int i = dice.between(0, 2); i > 0; i--) {
        values.add(dice.percent(10) ? new Value.Nil() : Value.of(dice.pick(TEXTS)));
      }
      if (dice.percent(90)) {
        fields.put(name, values.size() == 1 ? values.get(0) : new Value.Many(values));
      }
    }
    Event event =
        new Event(
            "a", "e" + number, 0, 0, null, Fields.of(fields), new Origin("a", 0, number), false);
    return new TimelineEvent(event, dice.pick(List.of(1L, 2L, 3L)), 0);
  }

  private static Set<List<String>> combinations(
      TimelineEvent event, List<List<String>> fieldsByRule) {
    boolean first = (event.roles() & 1) == 1;
    Set<List<String>> all = new HashSet<>(Set.of(List.of()));
    for (List<String> field : fieldsByRule) {
      Set<List<String>> longer = new HashSet<>();
      Value value = event.event().field(field.get(first ? 0 : 1));
      for (Value each : value == null ? List.<Value>of() : value.each()) {
        for (List<String> before : all) {
          if (!(each instanceof Value.Nil)) {
            List<String> next = new ArrayList<>(before);
            next.add(each.text());
            longer.add(next);
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /** The number at which the content of a window changes its answer, after comings and goings. */
  private static int count(List<List<String>> fields, List<TimelineEvent> window, Dice dice) {
    int number = 0;
    while (!holds(fields, window, dice, number)) {
      number++;
    }
    return number;
  }

  private static boolean holds(
      List<List<String>> fields, List<TimelineEvent> window, Dice dice, int number) {
    Measure measure =
        new Measure(Measure.Kind.VALUES, fields.get(0), 50, fields.subList(1, fields.size()));
    Bounds bounds =
        new Bounds(List.of(new Bounds.Bound(Bounds.Relation.EQ, BigDecimal.valueOf(number))));
    Content content = Contents.of(new Shape.Window(1, measure, bounds));
    List<TimelineEvent> passing = List.of(event(dice, 10), event(dice, 11));
    passing.forEach(content::add);
    window.forEach(content::add);
    passing.forEach(content::remove);
    return content.holds();
  }
}
