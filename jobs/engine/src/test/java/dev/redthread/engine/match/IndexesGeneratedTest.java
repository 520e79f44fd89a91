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
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Satisfied;
import dev.redthread.pattern.compiled.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The indexes of a timeline say at any time what a look at all of its events says. */
class IndexesGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.indexes.cases", 2_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final List<Term.Comparison> COMPARISONS = List.of(Term.Comparison.values());
  private static final long A = 1;
  private static final long B = 2;
  private static final long R = 4;
  private static final List<Value> VALUES =
      List.of(
          Value.of(1),
          Value.of(2),
          Value.of(new BigDecimal("1.5")),
          Value.of("1"),
          Value.of("x"),
          Value.of(true),
          new Value.Many(List.of(Value.of(2), Value.of("x"))));

  @Test
  void saysWhatALookAtAllEventsSays() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      String wrong = new Case(seed).wrong(Fault.NONE);
      assertThat(wrong).as("seed %d", seed).isEmpty();
    }
  }

  /** Each of these faults in an index is noticed. */
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
    AN_ABSENCE_REACHES_LESS,
    AN_ABSENCE_REACHES_MORE,
    ONLY_ONE_ABSENCE_COUNTS,
    OR_EQUAL_IS_IGNORED,
    GREATER_IS_LESS,
    UNEQUAL_IS_EQUAL,
    WHAT_WENT_IS_STILL_THERE,
    WHAT_CAME_LATE_IS_NOT_THERE,
    WHAT_BEGAN_LATER_IS_NOT_REMEMBERED
  }

  /** A timeline that events come to and go from. */
  private static final class Case {
    private final SplittableRandom random;
    private final List<Absence> leading = new ArrayList<>();
    private final Term.Comparison comparison;
    private final Timeline timeline = new Timeline();
    private final List<TimelineEvent> events = new ArrayList<>();

    Case(long seed) {
      random = new SplittableRandom(seed);
      for (int i = random.nextInt(3); i >= 0; i--) {
        leading.add(new Absence(random.nextInt(3) == 0 ? R | B : R, random.nextInt(8), 0));
      }
      comparison = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    }

    /** The first difference, or nothing. */
    String wrong(Fault fault) {
      SequencePlan plan = plan(leading);
      Join.Pair pair = pair(comparison);
      Beginnings beginnings = new Beginnings(timeline, plan(faulty(fault)));
      Meeting meeting = new Meeting(faulty(pair, fault));
      for (int i = 0; i < 40; i++) {
        if (!events.isEmpty() && random.nextInt(3) == 0) {
          TimelineEvent gone = events.remove(random.nextInt(events.size()));
          timeline.remove(timeline.indexOf(gone.key()).orElseThrow());
          if (fault != Fault.WHAT_WENT_IS_STILL_THERE) {
            beginnings.removed(gone);
            meeting.removed(gone);
          }
        } else {
          TimelineEvent event = event(i);
          events.add(event);
          int place = timeline.insert(event, true);
          boolean late = place + 1 < timeline.size();
          if (!late || fault != Fault.WHAT_CAME_LATE_IS_NOT_THERE) {
            beginnings.inserted(place);
            meeting.inserted(event);
          }
        }
        String wrong = wrong(beginnings, plan) + wrong(meeting, pair);
        if (!wrong.isEmpty()) {
          return wrong + " with " + leading + comparison + events;
        }
      }
      return wrong(Begun.of(faulty(pair, fault)), pair, fault);
    }

    private TimelineEvent event(int number) {
      long roles = random.nextInt(1, 8);
      Map<String, Value> fields = new TreeMap<>();
      if (random.nextInt(8) > 0) {
        fields.put("value", VALUES.get(random.nextInt(VALUES.size())));
      }
      long time = random.nextInt(20);
      Origin origin = new Origin("log", 0, number);
      return new TimelineEvent(
          new Event("okta", "e" + number, time, time, null, Fields.of(fields), origin, false),
          roles,
          0);
    }

    private List<Absence> faulty(Fault fault) {
      UnaryOperator<Absence> change =
          switch (fault) {
            case AN_ABSENCE_REACHES_LESS -> it -> new Absence(it.roles(), it.within() - 1, 0);
            case AN_ABSENCE_REACHES_MORE -> it -> new Absence(it.roles(), it.within() + 1, 0);
            default -> it -> it;
          };
      int count = fault == Fault.ONLY_ONE_ABSENCE_COUNTS ? 1 : leading.size();
      return leading.stream().limit(count).map(change).toList();
    }

    private static Join.Pair faulty(Join.Pair pair, Fault fault) {
      Term.Comparison comparison = pair.comparison();
      return switch (fault) {
        case OR_EQUAL_IS_IGNORED ->
            comparison == Term.Comparison.LESS_OR_EQUAL
                ? pair(Term.Comparison.LESS)
                : comparison == Term.Comparison.GREATER_OR_EQUAL
                    ? pair(Term.Comparison.GREATER)
                    : pair;
        case GREATER_IS_LESS ->
            comparison == Term.Comparison.GREATER ? pair(Term.Comparison.LESS) : pair;
        case UNEQUAL_IS_EQUAL ->
            comparison == Term.Comparison.UNEQUAL ? pair(Term.Comparison.EQUAL) : pair;
        default -> pair;
      };
    }

    private String wrong(Beginnings beginnings, SequencePlan plan) {
      long latest = Long.MIN_VALUE;
      for (long time = 0; time < 20; time++) {
        if (mayBegin(time, plan)) {
          latest = time;
        }
        if (beginnings.isFree(time) != (latest == time) || beginnings.latest(time) != latest) {
          return "a chain may begin by " + time + " at " + latest;
        }
      }
      return "";
    }

    private boolean mayBegin(long time, SequencePlan plan) {
      return events.stream().anyMatch(each -> time(each) == time && (each.roles() & A) != 0)
          && plan.leading().stream()
              .noneMatch(
                  absence ->
                      events.stream()
                          .anyMatch(
                              each ->
                                  (each.roles() & absence.roles()) != 0
                                      && time(each) < time
                                      && time(each) >= time - absence.within()));
    }

    private String wrong(Meeting meeting, Join.Pair pair) {
      boolean any = false;
      for (TimelineEvent event : events) {
        boolean hasEarlier = has(B, event, other -> holds(other, event));
        boolean hasLater = has(A, event, other -> holds(event, other));
        any |= hasEarlier;
        if (hasEarlier != asks(pair.laterField(), event, meeting::hasEarlier)
            || hasLater != asks(pair.earlierField(), event, meeting::hasLater)) {
          return "partners of " + event;
        }
      }
      return any == meeting.may() ? "" : "any pair: " + any;
    }

    private boolean has(long roles, TimelineEvent of, Predicate<TimelineEvent> holds) {
      return (of.roles() & roles) != 0
          && events.stream()
              .filter(other -> (other.roles() & (roles == B ? A : B)) != 0)
              .anyMatch(holds);
    }

    private static boolean asks(StepField field, TimelineEvent event, Predicate<Value> index) {
      return field.values(event).stream().anyMatch(index);
    }

    private boolean holds(TimelineEvent earlier, TimelineEvent later) {
      Constraint constraint =
          new Constraint(
              List.of(read("a"), read("b")),
              new Term.Compare(comparison, new Term.Field(0), new Term.Field(1)));
      @Nullable Value[] values = {earlier.event().field("value"), later.event().field("value")};
      return Satisfied.by(values, constraint);
    }

    /** The latest beginning before any value, of what was added in any order. */
    private String wrong(Begun begun, Join.Pair pair, Fault fault) {
      List<TimelineEvent> added = new ArrayList<>();
      for (TimelineEvent event : events) {
        boolean later = !added.isEmpty() && time(event) > time(added.get(added.size() - 1));
        if (!later || fault != Fault.WHAT_BEGAN_LATER_IS_NOT_REMEMBERED) {
          pair.earlierField().values(event).forEach(value -> begun.add(value, time(event)));
        }
        added.add(event);
        for (Value value : VALUES) {
          long latest = Long.MIN_VALUE;
          TimelineEvent probe = probe(value);
          for (TimelineEvent each : added) {
            latest =
                (each.roles() & A) != 0 && holds(each, probe)
                    ? Math.max(latest, time(each))
                    : latest;
          }
          long said = Long.MIN_VALUE;
          for (Value single : value.each()) {
            said = Math.max(said, begun.latest(single));
          }
          if (said != latest) {
            return "begun before " + value + " at " + latest + ", not " + said;
          }
        }
      }
      return "";
    }

    private static TimelineEvent probe(Value value) {
      Fields fields = Fields.of(Map.of("value", value));
      Origin origin = new Origin("log", 0, 0);
      return new TimelineEvent(new Event("okta", "probe", 0, 0, null, fields, origin, false), B, 0);
    }

    private static long time(TimelineEvent event) {
      return event.event().eventTime();
    }

    private static Constraint.Read read(String step) {
      return new Constraint.Read(step, List.of("value"));
    }

    private static Join.Pair pair(Term.Comparison comparison) {
      StepField earlier = StepField.of(List.of(0), List.of("value"));
      StepField later = StepField.of(List.of(1), List.of("value"));
      return new Join.Pair(1, 0, earlier, comparison, 1, later);
    }

    private static SequencePlan plan(List<Absence> leading) {
      Fill fill = new Fill("a", A, 1, 1, Long.MAX_VALUE, Long.MAX_VALUE);
      Mandatory first = new Mandatory(fill, 0, A, Absence.NONE, List.of(), 0, 1);
      return new SequencePlan(
          100,
          true,
          List.of(first),
          List.of(),
          leading,
          List.of(),
          Absence.NONE,
          false,
          List.of(),
          List.of());
    }
  }
}
