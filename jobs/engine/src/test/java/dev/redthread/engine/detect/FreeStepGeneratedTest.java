package dev.redthread.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.compiled.Term.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Where late events are asked only of few others whether they help them, what is published is what
 * deciding all others anew publishes: sequences with and without comparisons over a step, with many
 * events of the steps in between.
 */
class FreeStepGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.free.cases", 1_500);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final AlteredMemory.Faulty REAL =
      (patterns, clock, options) -> new DetectorFactory(options).create(patterns, clock);

  private static final List<String> FREE =
      List.of("A > B > C", "A > B > C", "A > D > B > C", "!E within 5 > A > B > C");
  private static final List<String> OTHERS =
      List.of(
          "A > B > D > C",
          "A x2 > B > C",
          "A x2 > BD > C",
          "AB > B > C",
          "A > BC > C",
          "A > B > BC",
          "A > B > C x2",
          "A > B x2 > C",
          "A > D? > B > C",
          "A > B > D? > C",
          "A > B within 9 > C",
          "A > B > C within 9",
          "A > !E > B > C",
          "A > B > !E > C",
          "A > B > C until E",
          "A > B & D > C",
          "A > B & C",
          "A & B > C");

  @Test
  void publishesWhatDecidingAllAnewPublishes() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = Case.of(seed);
      assertThat(generated.published(REAL))
          .as("%s", generated)
          .isEqualTo(generated.published(AlteredMemory.forgetful()));
    }
  }

  @Test
  void noFaultSurvives() {
    Map<String, AlteredMemory.Faulty> surviving =
        new LinkedHashMap<>(AlteredMemory.faultsOfFreeSteps());
    for (long seed = 1; seed <= CASES && !surviving.isEmpty(); seed++) {
      Case generated = Case.of(seed);
      List<Finding> right = generated.published(REAL);
      surviving.values().removeIf(fault -> !generated.published(fault).equals(right));
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  /**
   * A pattern, what its last step asks of another, and events with values in any order.
   *
   * @param asked the step that the last one is compared with, or nothing
   */
  private record Case(
      long seed,
      String pattern,
      String asked,
      Comparison comparison,
      long timespan,
      List<String> events,
      List<String> values) {

    static Case of(long seed) {
      Random random = new Random(seed);
      List<String> patterns = random.nextInt(3) > 0 ? FREE : OTHERS;
      String pattern = patterns.get(random.nextInt(patterns.size()));
      int longest = List.of(15, 60, 400).get(random.nextInt(3));
      int different = 1 + random.nextInt(3);
      List<String> events = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int roles = random.nextInt(8) == 0 ? 2 : 1;
        StringBuilder event = new StringBuilder();
        for (int role = 0; role < roles; role++) {
          event.append("AABBBCCCDE".charAt(random.nextInt(10)));
        }
        events.add(event + "@" + random.nextInt(longest) + "/e" + i);
        values.add("value-" + random.nextInt(different));
        if (random.nextInt(15) == 0) {
          int gone = random.nextInt(events.size());
          if (!events.get(gone).startsWith("-")) {
            events.add("-" + events.get(gone));
            values.add(values.get(gone));
          }
        }
      }
      return new Case(
          seed,
          pattern,
          asked(pattern, random),
          random.nextInt(6) > 0 ? Comparison.EQUAL : Comparison.LESS,
          random.nextBoolean() ? 1_000 : longest / 2,
          events,
          values);
    }

    private static String asked(String pattern, Random random) {
      List<String> steps = List.of(pattern.split(" > "));
      int asked = random.nextInt(steps.size());
      return steps.get(asked).startsWith("!") || asked == steps.size() - 1 || pattern.contains("&")
          ? ""
          : "s" + asked;
    }

    List<Finding> published(AlteredMemory.Faulty detectors) {
      Watch watch = new Watch(sketch(), detectors, DetectorOptions.DEFAULT);
      for (int i = 0; i < events.size(); i++) {
        watch.seeWith(values.get(i), events.get(i));
      }
      return watch.published();
    }

    private Sketch sketch() {
      Sketch sketch = Sketch.of(pattern, timespan, 5);
      if (asked.isEmpty()) {
        return sketch;
      }
      String last = "s" + (pattern.split(" > ").length - 1);
      return sketch.where(
          new Constraint(
              List.of(Sketch.content(last), Sketch.content(asked)),
              new Term.Compare(comparison, new Term.Field(0), new Term.Field(1))));
    }
  }
}
