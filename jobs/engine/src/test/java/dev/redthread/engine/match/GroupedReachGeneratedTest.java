package dev.redthread.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan.Absence;
import dev.redthread.engine.match.SequencePlan.Fill;
import dev.redthread.engine.match.SequencePlan.Mandatory;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * On timelines without tied events a chain with groups of steps may begin where one does that is
 * found by trying all.
 */
class GroupedReachGeneratedTest {
  private static final int CASES = Integer.getInteger("redthread.reach.cases", 4_000);
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final long NEGATED = 1L << 10;

  @Test
  void beginsWhereAChainDoes() {
    int found = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = new Case(seed);
      long begins = generated.begins(Fault.NONE);
      assertThat(begins).as("%s", generated).isEqualTo(generated.latest());
      found += begins == ChosenSteps.NEVER ? 0 : 1;
    }
    assertThat(found).isBetween(CASES / 10, CASES * 9 / 10);
  }

  /** What lies before the time up to which was read changes nothing. */
  @Test
  void readsAsFarBackAsItMatters() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      Case generated = new Case(seed);
      if (generated.begins(Fault.NONE) == ChosenSteps.NEVER) {
        long read = generated.read();
        generated.addBefore(read);
        assertThat(generated.begins(Fault.NONE))
            .as("read to %d: %s", read, generated)
            .isEqualTo(ChosenSteps.NEVER);
      }
    }
  }

  @Test
  void noFaultSurvives() {
    for (Fault fault : Fault.values()) {
      boolean caught = fault == Fault.NONE;
      for (long seed = 1; seed <= CASES && !caught; seed++) {
        Case generated = new Case(seed);
        caught = generated.begins(fault) != generated.latest();
      }
      assertThat(caught).as("%s", fault).isTrue();
    }
  }

  private enum Fault {
    NONE,
    WITHIN_IS_LESS,
    WITHIN_IS_MORE,
    SPAN_IS_LESS,
    SPAN_IS_MORE,
    A_REPETITION_IS_SHORTER,
    WHAT_MAY_NOT_BE_BETWEEN_MAY,
    STEPS_COUNT_IN_THE_ORDER_OF_THE_FILE
  }

  /** A sequence of one to three elements, a step having its own rule, and events. */
  private static final class Case {
    private final SplittableRandom random;
    private final Timeline timeline = new Timeline();
    private final SequencePlan plan;
    private final int completing;

    Case(long seed) {
      random = new SplittableRandom(seed);
      plan = plan();
      List<Integer> times = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        times.add(i);
      }
      for (int i = 0; i < 14; i++) {
        int time = times.remove(random.nextInt(times.size()));
        long roles =
            random.nextInt(10) == 0 ? NEGATED : 1L << random.nextInt(plan.mandatory().size());
        add(time, roles);
      }
      add(30, 1L << random.nextInt(plan.mandatory().get(plan.last()).begin(), plan.last() + 1));
      completing = 14;
    }

    private void add(long time, long roles) {
      Origin origin = new Origin("log", 0, time);
      Event event =
          new Event("okta", "e" + time, time, time, null, Fields.of(Map.of()), origin, false);
      timeline.insert(new TimelineEvent(event, roles, 0), true);
    }

    /** One more event of each step at every free time before another. */
    void addBefore(long time) {
      for (long before = 0; before < Math.min(time, 30); before++) {
        if (timeline.from(before) == timeline.after(before)) {
          add(before, 1L << random.nextInt(plan.mandatory().size()));
        }
      }
    }

    private SequencePlan plan() {
      List<Mandatory> steps = new ArrayList<>();
      int elements = random.nextInt(1, 4);
      for (int element = 0; element < elements; element++) {
        int begin = steps.size();
        int size = elements == 1 ? random.nextInt(2, 4) : random.nextInt(1, 4);
        boolean negates = element > 0 && random.nextInt(3) == 0;
        Absence absence = new Absence(negates ? NEGATED : 0, 0, 0);
        for (int step = begin; step < begin + size; step++) {
          boolean plain = random.nextInt(3) > 0 || (element == 0 && size == 1);
          long within = random.nextInt(3) > 0 ? random.nextInt(2, 14) : Long.MAX_VALUE;
          long span = random.nextInt(2) == 0 ? random.nextInt(1, 8) : Long.MAX_VALUE;
          int least = plain ? 1 : 2;
          Fill fill = new Fill("s" + step, 1L << step, least, least, within, span);
          steps.add(new Mandatory(fill, step, 1L << step, absence, List.of(), begin, begin + size));
        }
      }
      return plan(steps);
    }

    private static SequencePlan plan(List<Mandatory> steps) {
      return new SequencePlan(
          100,
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

    private SequencePlan faulty(Fault fault) {
      return plan(plan.mandatory().stream().map(step -> faulty(step, fault)).toList());
    }

    private static Mandatory faulty(Mandatory step, Fault fault) {
      Fill of = step.fill();
      int least = fault == Fault.A_REPETITION_IS_SHORTER ? 1 : of.least();
      long within =
          of.within()
              + (fault == Fault.WITHIN_IS_LESS ? -1 : 0)
              + (fault == Fault.WITHIN_IS_MORE && of.within() < Long.MAX_VALUE ? 1 : 0);
      long span =
          of.span()
              + (fault == Fault.SPAN_IS_LESS ? -1 : 0)
              + (fault == Fault.SPAN_IS_MORE && of.span() < Long.MAX_VALUE ? 1 : 0);
      boolean inOrder = fault == Fault.STEPS_COUNT_IN_THE_ORDER_OF_THE_FILE;
      return new Mandatory(
          new Fill(of.name(), of.roles(), least, least, within, span),
          step.file(),
          step.roles(),
          fault == Fault.WHAT_MAY_NOT_BE_BETWEEN_MAY ? Absence.NONE : step.absence(),
          List.of(),
          inOrder ? step.file() : step.begin(),
          inOrder ? step.file() + 1 : step.end());
    }

    private Window window(SequencePlan of) {
      Outside outside = new Outside(timeline, of);
      int place = timeline.from(timeline.time(timeline.size() - 1));
      return new Window(timeline, of, outside, place, Limits.NONE);
    }

    long begins(Fault fault) {
      return new GroupedReach(window(faulty(fault)), Integer.MAX_VALUE).begins(0);
    }

    long read() {
      Window window = window(plan);
      new GroupedReach(window, Integer.MAX_VALUE).begins(0);
      return window.read();
    }

    /** When the chain begins that begins the latest, by trying all. */
    long latest() {
      return latest(0, Long.MIN_VALUE);
    }

    /** When the latest chain begins from an element on, after another; never when none. */
    private long latest(int begin, long endBefore) {
      if (begin > plan.last()) {
        return Long.MAX_VALUE;
      }
      List<long[]> fillings = List.of(new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
      int end = plan.mandatory().get(begin).end();
      for (int step = begin; step < end; step++) {
        List<long[]> more = new ArrayList<>();
        for (long[] filling : fillings) {
          for (long[] own : fillings(step, endBefore)) {
            more.add(new long[] {Math.min(filling[0], own[0]), Math.max(filling[1], own[1])});
          }
        }
        fillings = more;
      }
      long latest = ChosenSteps.NEVER;
      for (long[] filling : fillings) {
        boolean ends = end <= plan.last() || filling[1] == timeline.time(completing);
        if (ends && filling[0] > latest && isFree(begin, endBefore, filling[0])) {
          latest = latest(end, filling[1]) == ChosenSteps.NEVER ? latest : filling[0];
        }
      }
      return latest;
    }

    private boolean isFree(int begin, long from, long to) {
      long negated = plan.mandatory().get(begin).negated();
      for (int place = 0; begin > 0 && place < timeline.size(); place++) {
        long time = timeline.time(place);
        if ((timeline.roles(place) & negated) != 0 && from < time && time < to) {
          return false;
        }
      }
      return true;
    }

    /** The first and the last time of each way to fill a step. */
    private List<long[]> fillings(int step, long endBefore) {
      Fill fill = plan.mandatory().get(step).fill();
      boolean leads = plan.mandatory().get(step).begin() == 0;
      List<Long> times = new ArrayList<>();
      List<long[]> fillings = new ArrayList<>();
      for (int place = 0; place <= completing; place++) {
        boolean fits = (timeline.roles(place) & fill.roles()) != 0;
        boolean last = plan.mandatory().get(step).end() > plan.last();
        if (fits && (last || place != completing)) {
          times.add(timeline.time(place));
          int from = times.size() - fill.least();
          if (from >= 0) {
            long first = times.get(from);
            long anchor = timeline.time(place);
            boolean near = leads || first - endBefore <= fill.within();
            if (first >= endBefore && near && anchor - first <= fill.span()) {
              fillings.add(new long[] {first, anchor});
            }
          }
        }
      }
      return fillings;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      plan.mandatory().forEach(step -> text.append(step).append('\n'));
      for (int i = 0; i < timeline.size(); i++) {
        text.append(Long.numberOfTrailingZeros(timeline.roles(i)))
            .append('@')
            .append(timeline.time(i))
            .append(' ');
      }
      return text.toString();
    }
  }
}
