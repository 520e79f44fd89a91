package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Patterns over every construct of the language, small enough for brute force. */
final class PatternGenerator {
  /** What bounds are drawn from, in units; event times lie within some times as much. */
  private static final int LONGEST = 12;

  private static final List<String> SOURCES = List.copyOf(new TreeSet<>(Cases.DELAYS.keySet()));

  private final String id;
  private final Dice dice;
  private final Dice groups;
  private final int ruleCount;
  private int groupPercent = 20;

  PatternGenerator(String id, Dice dice) {
    this(id, dice, dice.pick(List.of(1, 2, 2, 2, 3, 3, 3, 4)));
  }

  /** A generator of patterns over so many rules. */
  PatternGenerator(String id, Dice dice, int ruleCount) {
    this.id = id;
    this.dice = dice;
    this.ruleCount = ruleCount;
    groups = new Dice(id.hashCode(), "groups");
  }

  /** A sequence with steps in any order. */
  PatternSet inAnyOrder() {
    groupPercent = 100;
    List<CompiledRule> rules = rules();
    Shape shape = sequence();
    while (((Shape.Sequence) shape).steps().stream().allMatch(step -> step.group() == null)) {
      shape = sequence();
    }
    return patterns(rules, shape);
  }

  /** A shape that relates events of a group. */
  Shape related() {
    return dice.percent(30)
        ? new WindowGenerator(dice, ruleCount).shape()
        : dice.percent(10) ? ordered() : sequence();
  }

  PatternSet patterns() {
    List<CompiledRule> rules = rules();
    int kind = dice.between(1, 100);
    Shape shape =
        kind <= 4
            ? new Shape.Single()
            : kind <= 28
                ? new WindowGenerator(dice, ruleCount).shape()
                : kind <= 36 ? ordered() : sequence();
    return patterns(rules, shape);
  }

  private PatternSet patterns(List<CompiledRule> rules, Shape shape) {
    // A pattern does not use the rules in the order of the set.
    List<Integer> places = dice.shuffled(IntStream.range(0, ruleCount).boxed().toList());
    long maxDelay = rules.stream().mapToLong(CompiledRule::maxDelay).max().orElseThrow();
    CompiledPattern pattern =
        new CompiledPattern(
            id,
            "Generated",
            Level.HIGH,
            List.of("attack.t1078"),
            dice.pick(List.of(10, 50, 95)),
            false,
            null,
            places,
            shape instanceof Shape.Single ? List.of() : groupBy(),
            shape,
            maxDelay);
    return new PatternSet(rules, List.of(pattern));
  }

  private List<CompiledRule> rules() {
    return IntStream.range(0, ruleCount).mapToObj(this::rule).toList();
  }

  private CompiledRule rule(int index) {
    Set<String> sources = dice.percent(50) ? Set.of(dice.pick(SOURCES)) : Cases.DELAYS.keySet();
    long maxDelay = sources.stream().mapToLong(Cases.DELAYS::get).max().orElseThrow();
    return new CompiledRule(
        index,
        String.valueOf((char) ('A' + index)),
        Optional.of(sources),
        maxDelay,
        new Expr.And(List.of()));
  }

  private List<GroupKey> groupBy() {
    List<String> fields = Collections.nCopies(ruleCount, "person");
    return List.of(new GroupKey("person", fields));
  }

  /** Sigma's {@code temporal_ordered}: plain steps, and an event may fill several. */
  private Shape ordered() {
    List<Step> steps = new ArrayList<>();
    for (int i = dice.between(1, 4); i > 0; i--) {
      steps.add(
          new Step("s" + steps.size(), someRules(), Step.Kind.MANDATORY, 0, 1, 1, null, null));
    }
    return new Shape.Sequence(timespan(), steps, false);
  }

  private Shape sequence() {
    int mandatory = dice.pick(List.of(1, 2, 2, 2, 3, 3, 3, 4));
    int optional = dice.pick(List.of(0, 0, 1, 1, 2, 3));
    int absent = mandatory == 1 ? 0 : dice.pick(List.of(0, 0, 0, 1, 1, 2));
    List<Step.Kind> kinds = new ArrayList<>(Collections.nCopies(mandatory, Step.Kind.MANDATORY));
    for (int i = 0; i < optional; i++) {
      kinds.add(dice.between(0, kinds.size()), Step.Kind.OPTIONAL);
    }
    for (int i = 0; i < absent; i++) {
      int first = kinds.indexOf(Step.Kind.MANDATORY);
      int last = kinds.lastIndexOf(Step.Kind.MANDATORY);
      kinds.add(dice.between(first + 1, last), Step.Kind.NOT);
    }
    addOutside(kinds);
    List<Step> steps = new ArrayList<>();
    for (int place = 0; place < kinds.size(); place++) {
      boolean outside =
          place < kinds.indexOf(Step.Kind.MANDATORY)
              || place > kinds.lastIndexOf(Step.Kind.MANDATORY);
      steps.add(step("s" + place, kinds.get(place), outside));
    }
    if (groups.percent(groupPercent)) {
      steps = grouped(steps);
    }
    List<Integer> until = dice.percent(15) ? someRules() : List.of();
    if (dice.percent(35)) {
      steps = new Comparisons(dice).among(steps);
    }
    boolean absence = kinds.contains(Step.Kind.NOT) || !until.isEmpty();
    return new Shape.Sequence(timespan(), steps, true, until, absence && dice.percent(40));
  }

  /** With some neighbours in any order, at times two groups of them. */
  private List<Step> grouped(List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    for (int group = 1; group <= groups.pick(List.of(1, 1, 1, 2)); group++) {
      int from = groups.between(0, all.size() - 1);
      int end = from;
      int longest = groups.pick(List.of(2, 2, 3, 4));
      while (end < all.size() && end - from < longest && canStandInGroup(all.get(end))) {
        end++;
      }
      if (end - from > 1) {
        Integer number = group;
        all.subList(from, end).replaceAll(step -> inGroup(step, number));
      }
    }
    return all;
  }

  private static boolean canStandInGroup(Step step) {
    return step.kind() != Step.Kind.NOT && step.group() == null;
  }

  /** In a group nothing optional repeats. */
  private static Step inGroup(Step step, Integer group) {
    Step alone =
        step.kind() == Step.Kind.OPTIONAL
            ? new Step(
                step.name(), step.rules(), step.kind(), step.risk(), 1, 1, step.within(), null)
            : step;
    return alone.in(group);
  }

  /** Absences before the first and after the last mandatory step. */
  private void addOutside(List<Step.Kind> kinds) {
    for (int i = dice.pick(List.of(0, 0, 0, 0, 1, 1, 2)); i > 0; i--) {
      kinds.add(dice.between(0, kinds.indexOf(Step.Kind.MANDATORY)), Step.Kind.NOT);
    }
    for (int i = dice.pick(List.of(0, 0, 0, 0, 1, 1, 2)); i > 0; i--) {
      kinds.add(
          dice.between(kinds.lastIndexOf(Step.Kind.MANDATORY) + 1, kinds.size()), Step.Kind.NOT);
    }
  }

  private Step step(String name, Step.Kind kind, boolean outside) {
    if (kind == Step.Kind.NOT) {
      Long reach = outside ? Long.valueOf(Cases.UNIT * dice.between(1, LONGEST)) : null;
      return new Step(name, someRules(), kind, 0, 1, 1, reach, null);
    }
    boolean repeated = dice.percent(30);
    int least = repeated ? dice.pick(List.of(1, 2, 2, 2, 3)) : 1;
    Integer most = repeated ? most(least) : Integer.valueOf(1);
    return new Step(
        name,
        someRules(),
        kind,
        kind == Step.Kind.OPTIONAL ? dice.pick(List.of(0, 7, 30)) : 0,
        least,
        most,
        dice.percent(35) ? Long.valueOf(Cases.UNIT * dice.between(0, LONGEST / 2)) : null,
        repeated && dice.percent(50)
            ? Long.valueOf(Cases.UNIT * dice.between(0, LONGEST / 2))
            : null);
  }

  private @Nullable Integer most(int least) {
    return dice.percent(30) ? null : Integer.valueOf(least + dice.between(0, 2));
  }

  private List<Integer> someRules() {
    int first = dice.between(0, ruleCount - 1);
    int second = dice.percent(20) ? dice.between(0, ruleCount - 1) : first;
    return first == second ? List.of(first) : List.of(first, second);
  }

  private long timespan() {
    return Cases.UNIT * dice.between(dice.percent(10) ? 0 : 4, LONGEST + 8);
  }
}
