package dev.redthread.pattern.compiled;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields must be there for the patterns to be decided: what the normaliser materialises.
 *
 * @param names fields that conditions, group keys, measures and comparisons read, by the names they
 *     have in events
 * @param every whether some condition looks at every field, as keywords do, in events of the source
 *     in question
 */
public record FieldDemand(Set<String> names, boolean every) {
  public FieldDemand {
    names = Collections.unmodifiableNavigableSet(new TreeSet<>(names));
  }

  static FieldDemand of(PatternSet set, String source) {
    NavigableSet<String> names = new TreeSet<>();
    boolean every = false;
    for (CompiledRule rule : set.rules()) {
      every |= collect(rule.condition(), names) && rule.reads(source);
    }
    for (CompiledPattern pattern : set.patterns()) {
      pattern.groupBy().forEach(key -> read(key.fieldByRule(), pattern, set, names));
      pattern.handsOver().forEach(key -> read(key.fieldByRule(), pattern, set, names));
      if (pattern.shape() instanceof Shape.Window window) {
        window.measure().fields().forEach(field -> read(field, pattern, set, names));
      } else if (pattern.shape() instanceof Shape.NewValue newValue) {
        read(newValue.fieldByRule(), pattern, set, names);
      } else if (pattern.shape() instanceof Shape.Java java) {
        java.fields().forEach(field -> read(field.fieldByRule(), pattern, set, names));
      } else if (pattern.shape() instanceof Shape.Sequence sequence) {
        read(sequence, pattern, set, names);
      } else if (pattern.shape() instanceof Shape.Single) {
        Optional.ofNullable(pattern.response().suppression())
            .ifPresent(suppression -> names.addAll(suppression.by()));
      }
    }
    return new FieldDemand(names, every);
  }

  /** Adds what is read of log events; those of a pattern that is a step are not in any log. */
  private static void read(
      List<String> fieldByRule, CompiledPattern pattern, PatternSet set, Set<String> names) {
    for (int place = 0; place < fieldByRule.size(); place++) {
      if (isLogged(place, pattern, set)) {
        names.add(fieldByRule.get(place));
      }
    }
  }

  /** Adds what the steps of a sequence compare. */
  private static void read(
      Shape.Sequence sequence, CompiledPattern pattern, PatternSet set, Set<String> names) {
    Map<String, List<Integer>> rulesOf = new HashMap<>();
    sequence.steps().forEach(step -> rulesOf.put(step.name(), step.rules()));
    for (Step step : sequence.steps()) {
      for (Constraint constraint : step.where()) {
        for (Constraint.Read read : constraint.fields()) {
          List<Integer> rules = rulesOf.getOrDefault(read.step(), List.of());
          for (int i = 0; i < rules.size(); i++) {
            if (isLogged(rules.get(i), pattern, set)) {
              names.add(read.byRule().get(i));
            }
          }
        }
      }
    }
  }

  private static boolean isLogged(int place, CompiledPattern pattern, PatternSet set) {
    return set.rules().get(pattern.rules().get(place)).pattern().isEmpty();
  }

  /** Adds the fields that a condition names; says whether it looks at every field. */
  public static boolean collect(Expr expr, Set<String> names) {
    boolean every = false;
    if (expr instanceof Expr.And and) {
      for (Expr part : and.parts()) {
        every |= collect(part, names);
      }
    } else if (expr instanceof Expr.Or or) {
      for (Expr part : or.parts()) {
        every |= collect(part, names);
      }
    } else if (expr instanceof Expr.Not not) {
      every = collect(not.part(), names);
    } else if (expr instanceof Expr.Test test) {
      names.add(test.field());
      if (test.match() instanceof Match.EqualsField other) {
        names.add(other.field());
      }
    } else {
      every = true;
    }
    return every;
  }
}
