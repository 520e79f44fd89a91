package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.SearchCost;
import dev.redthread.engine.match.Timeline;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a late event on a full key makes the engine do, counted: as much at four times the budget as
 * at the budget.
 */
class HotKeyWorkTest {
  private static final int BUDGET = 800;
  private static final int VALUES = 40;

  /** By how much the values of events after a beginning are greater, so that many fit none. */
  private static final int OTHERS = 30;

  private static final double MOST_GROWTH = 1.3;

  /** How many searches of the least cost are as much as an event in between makes others do. */
  private static final double SEARCHES = 10;

  @ParameterizedTest
  @CsvSource({
    "s1, EQUAL, true",
    "s2, EQUAL, true",
    "s1, LESS, true",
    "s1, EQUAL, false",
    "s2, EQUAL, false",
    "s1, LESS, false"
  })
  void doesNotGrowWithTheBudgetWhereStepsCompare(
      String step, Comparison comparison, boolean descending) {
    check(
        Sketch.of("A > B > C", 1_000_000, 0)
            .where(
                new Constraint(
                    List.of(Sketch.content(step), Sketch.content("s0")),
                    new Term.Compare(comparison, new Term.Field(0), new Term.Field(1)))),
        descending);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A > B > C",
        "A > B x3 > C",
        "A > !D > B > C",
        "!D within 50 > A > B > C",
        "new learning 100"
      })
  void doesNotGrowWithTheBudget(String pattern) {
    Sketch sketch = Sketch.of(pattern, 1_000_000, 0);
    check(sketch, true);
    check(sketch, false);
  }

  /** Chains begin as far back as there are values, and each late event is part of all around it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotGrowWithTheChainsThatGoOverAStep(boolean descending) {
    Sketch sketch =
        Sketch.of("A > B > C", 1_000_000, 0)
            .where(
                new Constraint(
                    List.of(Sketch.content("s2"), Sketch.content("s0")),
                    new Term.Compare(Comparison.EQUAL, new Term.Field(0), new Term.Field(1))));
    check(
        new Work(sketch, BUDGET, BUDGET / 4, 0).flood(descending),
        new Work(sketch, 4 * BUDGET, BUDGET, 0).flood(descending));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A > B > C",
        "A > B x3 > C",
        "A > !D > B > C",
        "!D within 50 > A > B > C",
        "count 5"
      })
  void makesNothingElseDoneOnAnotherKey(String pattern) {
    Sketch sketch = Sketch.of(pattern, 1_000_000, 0);
    List<Object> alone = new Work(sketch, BUDGET, VALUES, OTHERS).elsewhere(false);
    assertThat(new Work(sketch, BUDGET, VALUES, OTHERS).elsewhere(true)).isEqualTo(alone);
    assertThat(new Work(sketch, 4 * BUDGET, VALUES, OTHERS).elsewhere(true)).isEqualTo(alone);
  }

  private static void check(Sketch sketch, boolean descending) {
    check(
        new Work(sketch, BUDGET, VALUES, OTHERS).flood(descending),
        new Work(sketch, 4 * BUDGET, VALUES, OTHERS).flood(descending));
  }

  private static void check(Work small, Work large) {
    assertThat(large.perEvent(large.decisions)).isPositive();
    check("decisions per event", small.perEvent(small.decisions), large.perEvent(large.decisions));
    check("events asked per event", small.perEvent(small.asked), large.perEvent(large.asked));
    check("cost of searches per event", small.perEvent(small.spent), large.perEvent(large.spent));
    check(
        "changes of state per event", small.perEvent(small.written), large.perEvent(large.written));
  }

  /** What is seldom done at all varies by a little. */
  private static void check(String what, double small, double large) {
    assertThat(large).as(what).isLessThan(MOST_GROWTH * small + 0.1);
  }

  /** A key filled with beginnings, then flooded by as many events of all kinds after these. */
  private static final class Work {
    private final int budget;
    private final int values;
    private final int others;
    private final Watch watch;
    private int counted;
    private int asked;
    private int decisions;
    private double spent;
    private int written;

    /**
     * @param values how many values there are
     * @param others by how much the values of events after a beginning are greater
     */
    Work(Sketch sketch, int budget, int values, int others) {
      this.budget = budget;
      this.values = values;
      this.others = others;
      watch =
          new Watch(
              sketch,
              (patterns, clock, options) ->
                  new TimelineDetector(patterns, clock, options, this::counting),
              DetectorOptions.DEFAULT.withBudget(budget));
    }

    private PatternRun counting(PatternRun run) {
      Matcher matcher = run.matcher();
      Matcher counting =
          (Matcher)
              Proxy.newProxyInstance(
                  Matcher.class.getClassLoader(),
                  new Class<?>[] {Matcher.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("refutes")) {
                      decisions++;
                    }
                    if (method.getName().equals("mayImprove")) {
                      asked++;
                    }
                    if (!method.getName().equals("decide")) {
                      return method.invoke(matcher, arguments);
                    }
                    Timeline timeline = (Timeline) arguments[0];
                    int before = SearchCost.left(timeline);
                    Object decision = method.invoke(matcher, arguments);
                    decisions++;
                    spent += (before - SearchCost.left(timeline)) / SEARCHES;
                    return decision;
                  });
      return new PatternRun(run.pattern(), counting, run.kernels(), run.nested(), run.form());
    }

    /** Counts from the middle of the flood on, when there is enough after each event. */
    Work flood(boolean descending) {
      for (int i = 0; i < budget; i++) {
        see("A", i);
      }
      int[] times = times(descending);
      for (int i = 0; i < budget; i++) {
        if (i == budget / 2) {
          asked = 0;
          decisions = 0;
          spent = 0;
          written = -Math.toIntExact(watch.state().writes());
        }
        see(rule(times[i]), times[i]);
      }
      written += Math.toIntExact(watch.state().writes());
      counted = budget - budget / 2;
      return this;
    }

    /** What is done on another key, and found there, while this one is flooded or is not. */
    List<Object> elsewhere(boolean flooded) {
      Watch other = watch.beside("grace");
      int[] times = times(false);
      List<Object> done = new ArrayList<>();
      for (int i = 0; i < BUDGET; i++) {
        if (flooded) {
          see("A", i);
          see(rule(times[i]), times[i]);
        }
        decisions = 0;
        asked = 0;
        spent = 0;
        int time = i + new SplittableRandom(i).nextInt(BUDGET);
        other.seeWith("value-" + i % VALUES, rule(time) + "@" + time + "/" + i);
        done.add(List.of(decisions, asked, spent));
      }
      done.add(List.of(other.state().writes(), other.state().scans()));
      done.add(other.published());
      return done;
    }

    private int[] times(boolean descending) {
      int[] times = new int[budget];
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < budget; i++) {
        int other = descending ? i : random.nextInt(i + 1);
        times[i] = times[other];
        times[other] = 2 * budget - 1 - i;
      }
      return times;
    }

    private static String rule(int time) {
      int dice = new SplittableRandom(time).nextInt(20);
      return dice < 11 ? "A" : dice < 17 ? "B" : dice < 18 ? "C" : "D";
    }

    private void see(String rule, int time) {
      int value =
          100 + new SplittableRandom(-time).nextInt(values) + (rule.equals("A") ? 0 : others);
      watch.seeWith("value-" + value, rule + "@" + time);
    }

    double perEvent(double count) {
      return count / counted;
    }
  }
}
