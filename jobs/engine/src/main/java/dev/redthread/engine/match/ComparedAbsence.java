package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan.Absence;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * What may not be there beside the events of a chain: an event counts only when it satisfies
 * something together with them.
 *
 * @param absence the rules of such events, and how far it reaches
 * @param gap how many mandatory steps stand before it
 * @param ready the mandatory step with which all is known that it asks: those around it and those
 *     that it reads
 * @param joins what an event must satisfy, all of it; {@link Join#ABSENT} asks for it
 * @param equal the comparisons of these that ask for a value that is equal to that of a step
 */
public record ComparedAbsence(
    Absence absence, int gap, int ready, List<Join> joins, List<Join.Pair> equal) {
  private static final int GONE = -1;

  public ComparedAbsence {
    joins = List.copyOf(joins);
    equal = List.copyOf(equal);
  }

  /**
   * A {@code not} of a sequence; empty when it reads a step that is not among the mandatory ones,
   * since nothing can be told then.
   *
   * @param not the {@code not} as it is written
   * @param steps the mandatory steps
   * @param byName all steps by their names
   */
  static Optional<ComparedAbsence> of(
      Step not,
      Absence absence,
      int gap,
      List<SequencePlan.Mandatory> steps,
      Map<String, Step> byName) {
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < steps.size(); place++) {
      places.put(steps.get(place).fill().name(), place);
    }
    places.put(not.name(), Join.ABSENT);
    int last = Math.min(gap, steps.size() - 1);
    List<Join> joins = new ArrayList<>();
    List<Join.Pair> equal = new ArrayList<>();
    for (Constraint constraint : not.where()) {
      if (!places.keySet().containsAll(constraint.steps())) {
        return Optional.empty();
      }
      Join join = Join.of(constraint, not.name(), places, byName);
      joins.add(join);
      join.pair()
          .filter(pair -> pair.isEqual() && pair.earlier() == Join.ABSENT)
          .ifPresent(equal::add);
      last = Math.max(last, join.lastBefore());
    }
    return Optional.of(new ComparedAbsence(absence, gap, steps.get(last).end() - 1, joins, equal));
  }

  /** The last mandatory step that it reads, or -1. */
  public int reads() {
    return joins.stream().mapToInt(Join::lastBefore).max().orElse(-1);
  }

  /** Whether it lies before the first step. */
  boolean isLeading() {
    return gap == 0;
  }

  /** Whether it lies after the last step, whose place is given. */
  boolean isTrailing(int last) {
    return gap > last;
  }

  /**
   * Whether an event satisfies all of it.
   *
   * @param anchors the places of the events of the steps that it reads
   */
  public boolean holds(Timeline timeline, int event, IntUnaryOperator anchors) {
    return joins.stream().allMatch(join -> join.holds(timeline, event, anchors));
  }

  /**
   * Whether an event satisfies all of it beside a chain, as far as that can be told: the chain's
   * events may be gone.
   *
   * @param steps the names of the mandatory steps
   */
  boolean mayHold(
      Timeline timeline, TimelineEvent event, Completion completion, List<String> steps) {
    int[] anchors = new int[steps.size()];
    Arrays.fill(anchors, GONE);
    for (ChainPart part : completion.chain()) {
      int step = part.binding() ? steps.indexOf(part.step()) : -1;
      if (step >= 0) {
        anchors[step] = timeline.indexOf(part.event()).orElse(GONE);
      }
    }
    int own = timeline.indexOf(event.key()).orElse(GONE);
    boolean known =
        own != GONE
            && joins.stream().flatMapToInt(Join::others).noneMatch(step -> anchors[step] == GONE);
    return !known || holds(timeline, own, step -> anchors[step]);
  }
}
