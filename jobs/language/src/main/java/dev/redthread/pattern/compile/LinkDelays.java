package dev.redthread.pattern.compile;

import dev.redthread.event.Event;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.FieldDemand;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.LateLinks;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the events of a pattern whose person may be told by a link to their device or to a name
 * they go by, and so only when the link arrives.
 *
 * <p>An event that fires alone is no member of any group and waits for nothing.
 */
final class LinkDelays {
  private final SourceCatalog catalog;

  LinkDelays(SourceCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param rules those of the pattern, in their order
   */
  CompiledPattern withLinks(CompiledPattern pattern, List<CompiledRule> rules) {
    if (pattern.shape() instanceof Shape.Single) {
      return pattern;
    }
    List<Integer> places =
        IntStream.range(0, rules.size())
            .filter(place -> asksForPerson(pattern, place, rules.get(place)))
            .filter(place -> delay(rules.get(place)).isPresent())
            .boxed()
            .toList();
    return places.stream()
        .flatMap(place -> delay(rules.get(place)).stream())
        .max(Comparator.naturalOrder())
        .map(delay -> pattern.with(new LateLinks(pattern.timespan() + delay.toMillis(), places)))
        .orElse(pattern);
  }

  /**
   * How late the link may be that says whose an event of a rule is, where there may be one. What a
   * pattern that is a step hands on has its person already.
   */
  private Optional<Duration> delay(CompiledRule rule) {
    return catalog.sources().stream()
        .filter(source -> rule.reads(source.name()))
        .flatMap(source -> catalog.linkDelay(source).stream())
        .max(Comparator.naturalOrder());
  }

  private static boolean asksForPerson(CompiledPattern pattern, int place, CompiledRule rule) {
    Set<String> fields = new HashSet<>();
    boolean every = FieldDemand.collect(rule.condition(), fields);
    for (GroupKey key : pattern.groupBy()) {
      fields.add(key.fieldByRule().get(place));
    }
    for (GroupKey key : pattern.handsOver()) {
      fields.add(key.fieldByRule().get(place));
    }
    if (pattern.shape() instanceof Shape.Window window) {
      window.measure().fields().forEach(field -> fields.add(field.get(place)));
    } else if (pattern.shape() instanceof Shape.NewValue newValue) {
      fields.add(newValue.fieldByRule().get(place));
    } else if (pattern.shape() instanceof Shape.Sequence sequence) {
      compared(sequence, place, fields);
    }
    return every || fields.contains(Event.PERSON);
  }

  /** Adds what the steps of a sequence compare of the events of a rule. */
  private static void compared(Shape.Sequence sequence, int place, Set<String> fields) {
    for (Step step : sequence.steps()) {
      for (Constraint constraint : step.where()) {
        for (Constraint.Read read : constraint.fields()) {
          for (Step other : sequence.steps()) {
            int at = other.rules().indexOf(place);
            if (other.name().equals(read.step()) && at >= 0) {
              fields.add(read.byRule().get(at));
            }
          }
        }
      }
    }
  }
}
