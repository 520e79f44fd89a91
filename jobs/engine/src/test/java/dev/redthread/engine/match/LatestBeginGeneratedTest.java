package dev.redthread.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan.Absence;
import dev.redthread.engine.match.SequencePlan.Fill;
import dev.redthread.engine.match.SequencePlan.Mandatory;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Where a chain may begin is never said to be earlier than it is, and in the end told exactly. */
class LatestBeginGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.indexes.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final long TIMESPAN = 15;
  private static final List<Term.Comparison> COMPARISONS = List.of(Term.Comparison.values());
  private static final List<Value> VALUES =
      List.of(
          Value.of(1), Value.of(2), Value.of(3), new Value.Many(List.of(Value.of(2), Value.of(4))));

  @Test
  void isNeverTooEarly() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      assertThat(new Case(seed).wrong(Fault.NONE)).as("seed %d", seed).isEmpty();
    }
  }

  /** Each of these faults is noticed. */
  @Test
  void noFaultSurvives() {
    for (Fault fault : Fault.values()) {
      boolean caught = fault == Fault.NONE;
      for (long seed = 1; seed <= CASES && !caught; seed++) {
        caught = !new Case(seed).wrong(fault).isEmpty();
      }
      assertThat(caught).as("%s", fault).isTrue();
    }
  }

  private enum Fault {
    NONE,
    THE_STEP_AFTER_IS_READ,
    OR_EQUAL_IS_IGNORED,
    IT_READS_TOO_FEW,
    IT_READS_NOTHING
  }

  /** Events A and B, then a C; the pattern A > B > C compares B or C with A. */
  private static final class Case {
    private final SplittableRandom random;
    private final Timeline timeline = new Timeline();
    private final Term.Comparison comparison;
    private final int later;

    Case(long seed) {
      random = new SplittableRandom(seed);
      comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
      later = 1 + random.nextInt(2);
      for (int i = random.nextInt(16); i >= 0; i--) {
        add("e" + i, 1 + random.nextInt(3), random.nextInt(20));
      }
    }

    private void add(String id, long roles, long time) {
      Fields fields = Fields.of(Map.of("value", VALUES.get(random.nextInt(VALUES.size()))));
      Event event = new Event("okta", id, time, time, null, fields, new Origin("log", 0, 0), false);
      timeline.insert(new TimelineEvent(event, roles, 0), true);
    }

    String wrong(Fault fault) {
      add("z", 4, 15 + random.nextInt(5));
      int completing = timeline.next(4, 0);
      SequencePlan plan = plan();
      Window window =
          new Window(timeline, plan, new Outside(timeline, plan), completing, Limits.NONE);
      Join.Pair asked = pair(later, comparison);
      long latest = latest(window, asked);
      LatestBegin begin =
          new LatestBegin(window, fault == Fault.IT_READS_NOTHING ? List.of() : faulty(fault));
      long said = Long.MAX_VALUE;
      int most = fault == Fault.IT_READS_TOO_FEW ? 1 : timeline.size() + 1;
      for (int i = 0; i < most; i++) {
        long now = begin.next();
        if (now > said || now < latest) {
          return "begins at " + latest + ", not by " + now + " " + said;
        }
        said = now;
      }
      boolean exact = asked.isEqual() && said != latest;
      return exact ? "begins at " + latest + ", not only by " + said : "";
    }

    private List<Join.Pair> faulty(Fault fault) {
      return List.of(
          fault == Fault.THE_STEP_AFTER_IS_READ
              ? pair(3 - later, comparison)
              : fault == Fault.OR_EQUAL_IS_IGNORED && comparison == Term.Comparison.LESS_OR_EQUAL
                  ? pair(later, Term.Comparison.LESS)
                  : pair(later, comparison));
    }

    /** The time of the latest A before an event of the later step in the window that it fits. */
    private long latest(Window window, Join.Pair pair) {
      long latest = Long.MIN_VALUE;
      for (int b = window.from(); b < window.to(); b++) {
        boolean may = later == 2 ? b == window.completing() : (timeline.roles(b) & 2) != 0;
        for (int a = 0; may && a < timeline.after(timeline.time(b)); a++) {
          if ((timeline.roles(a) & 1) != 0 && holds(pair, a, b)) {
            latest = Math.max(latest, timeline.time(a));
          }
        }
      }
      return latest;
    }

    private boolean holds(Join.Pair pair, int a, int b) {
      List<Value> values = pair.laterField().values(timeline.event(b));
      return pair.earlierField().values(timeline.event(a)).stream()
          .anyMatch(one -> values.stream().anyMatch(other -> holds(one, other)));
    }

    private boolean holds(Value one, Value other) {
      int order = whole(one).compareTo(whole(other));
      return switch (comparison) {
        case EQUAL -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order <= 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order >= 0;
      };
    }

    private static Long whole(Value value) {
      return ((Value.Whole) value).value();
    }

    private static Join.Pair pair(int later, Term.Comparison comparison) {
      StepField first = StepField.of(List.of(0), List.of("value"));
      StepField other = StepField.of(List.of(later), List.of("value"));
      return new Join.Pair(later, 0, first, comparison, later, other);
    }

    private static SequencePlan plan() {
      List<Mandatory> steps = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Fill fill = new Fill("s" + i, 1L << i, 1, 1, Long.MAX_VALUE, Long.MAX_VALUE);
        steps.add(new Mandatory(fill, i, 1L << i, Absence.NONE, List.of(), i, i + 1));
      }
      return new SequencePlan(
          TIMESPAN,
          true,
          steps,
          List.of(),
          List.of(),
          List.of(),
          Absence.NONE,
          false,
          List.of(),
          List.of());
    }
  }
}
