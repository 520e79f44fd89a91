package dev.redthread.cli.coverage;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Says which sources can make events that patterns ask for, by their mappings. */
final class Deliverable {
  private final PatternSet set;
  private final Sources sources;

  Deliverable(PatternSet set, Sources sources) {
    this.set = set;
    this.sources = sources;
  }

  /** The sources that can deliver what one of the mandatory steps asks for. */
  Set<String> sources(CompiledPattern pattern) {
    Set<String> names = new TreeSet<>();
    for (int place : asked(pattern)) {
      CompiledRule rule = set.rules().get(pattern.rules().get(place));
      Optional<CompiledPattern> inner = rule.pattern().flatMap(set::pattern);
      if (inner.isPresent()) {
        names.addAll(sources(inner.get()));
        continue;
      }
      for (SourceMapping mapping : sources.mappings()) {
        if (rule.reads(mapping.name()) && mayBe(rule.condition(), mapping)) {
          names.add(mapping.name());
        }
      }
    }
    return names;
  }

  private static List<Integer> asked(CompiledPattern pattern) {
    if (pattern.shape() instanceof Shape.Sequence sequence) {
      return sequence.steps().stream()
          .filter(step -> step.kind() == Step.Kind.MANDATORY)
          .flatMap(step -> step.rules().stream())
          .toList();
    }
    return IntStream.range(0, pattern.rules().size()).boxed().toList();
  }

  /** Whether an event of a source may satisfy a condition. */
  private boolean mayBe(Expr expr, SourceMapping mapping) {
    if (expr instanceof Expr.And and) {
      return and.parts().stream().allMatch(part -> mayBe(part, mapping));
    } else if (expr instanceof Expr.Or or) {
      return or.parts().stream().anyMatch(part -> mayBe(part, mapping));
    }
    return !(expr instanceof Expr.Test test) || mayPass(test, mapping);
  }

  private boolean mayPass(Expr.Test test, SourceMapping mapping) {
    if (test.match() instanceof Match.Equal equal) {
      if (test.field().equals("activity")) {
        return hasActivity(equal.text(), mapping);
      } else if (test.field().equals("event.dataset")) {
        return mapping.everyLeaf() || mapping.name().equals(equal.text());
      }
    }
    boolean absent =
        test.match() instanceof Match.IsNull
            || (test.match() instanceof Match.Exists exists && !exists.present());
    return absent
        || mapping.everyLeaf()
        || test.field().equals(Event.PERSON)
        || mapping.fields().containsKey(test.field())
        || mapping.derived().containsKey(test.field())
        || isRaw(test.field());
  }

  /** Whether a field is none of the common ones, but a path in a vendor's records. */
  private boolean isRaw(String field) {
    return sources.mappings().stream()
        .noneMatch(
            other -> other.fields().containsKey(field) || other.derived().containsKey(field));
  }

  private static boolean hasActivity(String id, SourceMapping mapping) {
    Optional<Activity> asked = Activity.byId(id);
    return !mapping.activity().given().isEmpty()
        || mapping.activity().rules().stream()
            .map(ActivityRule::activity)
            .anyMatch(activity -> asked.filter(activity::equals).isPresent());
  }
}
