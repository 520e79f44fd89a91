package dev.redthread.engine.progress;

import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.match.ComparedAbsence;
import dev.redthread.engine.match.SequenceMatcher;
import dev.redthread.engine.match.SequencePlan;
import dev.redthread.engine.match.SequencePlan.Mandatory;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mandatory steps of a sequence that may be reached before all others, as a sequence of their own:
 * all before some step, or all before a group in any order and some of its steps.
 *
 * @param matcher decides that sequence
 * @param missing what is still to come of a group that is begun, else the steps of the next element
 * @param begun whether what is missing is of a group that is begun
 * @param before the names of the steps of the element from which what is missing is counted
 * @param closing the absences before what is missing that compare with steps that are reached
 */
record Part(
    SequenceMatcher matcher,
    List<Mandatory> missing,
    boolean begun,
    Set<String> before,
    List<ComparedAbsence> closing) {
  Part {
    missing = List.copyOf(missing);
    before = Set.copyOf(before);
    closing = List.copyOf(closing);
  }

  /** Those with so many steps, in the order of the file. */
  static List<Part> of(
      CompiledPattern pattern, Shape.Sequence shape, SequencePlan plan, int count, PatternSet set) {
    Mandatory last = plan.mandatory().get(count - 1);
    List<List<Mandatory>> some = new ArrayList<>();
    choose(
        plan.mandatory().subList(0, last.begin()),
        plan.mandatory().subList(last.begin(), last.end()),
        count - last.begin(),
        some);
    List<Part> parts = new ArrayList<>();
    for (List<Mandatory> reached : some) {
      boolean begun = count < last.end();
      List<Mandatory> missing = new ArrayList<>();
      Set<String> before;
      if (begun) {
        missing.addAll(plan.mandatory().subList(last.begin(), last.end()));
        missing.removeAll(reached);
        before = last.begin() == 0 ? Set.of() : element(plan, last.begin() - 1);
      } else {
        missing.addAll(plan.mandatory().subList(count, plan.mandatory().get(count).end()));
        before = element(plan, count - 1);
      }
      SequencePlan own =
          plan.isGrouped()
              ? SequencePlan.of(pattern, only(shape, names(reached)), set)
              : plan.first(count);
      List<ComparedAbsence> closing =
          plan.compared().stream()
              .filter(absence -> !begun && absence.gap() == count && absence.reads() < count)
              .toList();
      parts.add(new Part(new SequenceMatcher(own), missing, begun, before, closing));
    }
    return parts;
  }

  private static void choose(
      List<Mandatory> chosen, List<Mandatory> among, int count, List<List<Mandatory>> found) {
    if (count == 0) {
      found.add(chosen);
    }
    for (int i = 0; count > 0 && i < among.size(); i++) {
      List<Mandatory> more = new ArrayList<>(chosen);
      more.add(among.get(i));
      choose(more, among.subList(i + 1, among.size()), count - 1, found);
    }
  }

  /** The names of a step and of the others in its group. */
  private static Set<String> element(SequencePlan plan, int step) {
    Mandatory of = plan.mandatory().get(step);
    return names(plan.mandatory().subList(of.begin(), of.end()));
  }

  private static Set<String> names(List<Mandatory> steps) {
    return steps.stream().map(step -> step.fill().name()).collect(Collectors.toSet());
  }

  /** Some steps and the absences before and between them. */
  private static Shape.Sequence only(Shape.Sequence shape, Set<String> names) {
    List<Step> kept = new ArrayList<>();
    int last = 0;
    for (Step step : shape.steps()) {
      boolean reached = step.kind() == Step.Kind.MANDATORY && names.contains(step.name());
      if (reached || step.kind() == Step.Kind.NOT) {
        kept.add(step);
      }
      last = reached ? kept.size() : last;
    }
    return new Shape.Sequence(
        shape.timespan(), kept.subList(0, last), shape.distinct(), shape.until(), false);
  }

  /** Whether a timeline has an event for each of its steps from a place on. */
  boolean isPossible(Timeline timeline, int from) {
    return matcher.plan().mandatory().stream()
        .allMatch(step -> timeline.next(step.roles(), from) < timeline.size());
  }

  /**
   * The latest event time at which all that is missing may still come. Of what repeats the first
   * events may be there already; then only the timespan and {@code until} end the wait.
   *
   * @param anchor the time of the last event so far
   */
  long lastChance(Timeline timeline, List<ChainPart> chain, long first, long anchor) {
    SequencePlan plan = matcher.plan();
    long until = anchor > first ? anchor : Times.plus(anchor, 1);
    long chance =
        Math.min(
            Times.plus(first, plan.timespan()),
            firstOf(plan.until().roles(), timeline, timeline.from(until)));
    long counted = Long.MIN_VALUE;
    for (ChainPart part : chain) {
      if (before.contains(part.step())) {
        counted = Math.max(counted, part.event().eventTime());
      }
    }
    boolean plain = true;
    for (Mandatory step : missing) {
      plain &= step.fill().isPlain();
      if (step.fill().isPlain() && !before.isEmpty()) {
        chance = Math.min(chance, Times.plus(counted, step.fill().within()));
      }
    }
    if (!plain || begun) {
      return chance;
    }
    int after = timeline.after(counted);
    for (ComparedAbsence absence : closing) {
      chance = Math.min(chance, firstOf(absence, chain, timeline, after));
    }
    return Math.min(chance, firstOf(missing.get(0).negated(), timeline, after));
  }

  /** When the first event happened that an absence forbids beside a chain, or the end of time. */
  private long firstOf(
      ComparedAbsence absence, List<ChainPart> chain, Timeline timeline, int from) {
    List<String> steps = matcher.plan().names();
    int[] anchors = new int[steps.size()];
    chain.forEach(
        part -> anchors[steps.indexOf(part.step())] = timeline.indexOf(part.event()).orElseThrow());
    for (int i = from; i < timeline.size(); i++) {
      if ((timeline.roles(i) & absence.absence().roles()) != 0
          && absence.holds(timeline, i, step -> anchors[step])) {
        return timeline.time(i);
      }
    }
    return Long.MAX_VALUE;
  }

  /** When the first event with any of these roles happened, or the end of time. */
  private static long firstOf(long roles, Timeline timeline, int from) {
    for (int i = from; roles != 0 && i < timeline.size(); i++) {
      if ((timeline.roles(i) & roles) != 0) {
        return timeline.time(i);
      }
    }
    return Long.MAX_VALUE;
  }
}
