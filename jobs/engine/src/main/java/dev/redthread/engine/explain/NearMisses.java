package dev.redthread.engine.explain;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events that nearly match a rule, and what they fail. */
final class NearMisses {
  private static final int SHOWN = 3;
  private static final int MOST_FAILED = 2;

  private final CompiledPattern pattern;
  private final PatternSet set;
  private final List<String> group;
  private final List<Event> read;
  private final Naming naming;

  NearMisses(
      CompiledPattern pattern,
      PatternSet set,
      List<String> group,
      List<Event> read,
      Naming naming) {
    this.pattern = pattern;
    this.set = set;
    this.group = group;
    this.read = read;
    this.naming = naming;
  }

  /** An event that fails few tests of a rule. */
  private record Miss(Event event, String rule, List<String> failed) {}

  /** The name of the rule at a place. */
  String rule(int place) {
    return at(place).name();
  }

  private CompiledRule at(int place) {
    return set.rules().get(pattern.rules().get(place));
  }

  /** The events that come nearest to any of some rules, one line each. */
  List<String> of(List<Integer> places) {
    List<Miss> misses = new ArrayList<>();
    for (Event event : read) {
      nearest(event, places).ifPresent(misses::add);
    }
    misses.sort(
        Comparator.<Miss>comparingInt(miss -> miss.failed().size())
            .thenComparing(Miss::event, Event.TIMELINE_ORDER));
    return misses.stream().limit(SHOWN).map(this::text).toList();
  }

  private String text(Miss miss) {
    return "`"
        + naming.event(miss.event())
        + "` is not `"
        + miss.rule()
        + "`: "
        + String.join("; ", miss.failed());
  }

  /** Whether an event matches none of the rules, but nearly does. */
  boolean isNear(Event event) {
    List<Integer> all = Explainer.allRules(pattern);
    return all.stream()
            .map(this::at)
            .noneMatch(rule -> rule.reads(event.source()) && Evaluate.test(rule.condition(), event))
        && nearest(event, all).isPresent();
  }

  private Optional<Miss> nearest(Event event, List<Integer> places) {
    Miss nearest = null;
    for (int place : places) {
      CompiledRule rule = at(place);
      if (!rule.reads(event.source())) {
        continue;
      }
      if (Evaluate.test(rule.condition(), event)) {
        String other = otherGroup(event, place);
        if (other != null) {
          return Optional.of(new Miss(event, rule.name(), List.of(other)));
        }
        return Optional.empty();
      }
      List<String> failed = failed(rule.condition(), event);
      boolean near =
          failed.size() <= MOST_FAILED
              && passes(rule.condition(), event) > 0
              && (group.isEmpty() || otherGroup(event, place) == null);
      if (near && (nearest == null || failed.size() < nearest.failed().size())) {
        nearest = new Miss(event, rule.name(), failed);
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Why an event that matches belongs to another group, or null when it does not. */
  private @Nullable String otherGroup(Event event, int place) {
    for (int i = 0; i < pattern.groupBy().size() && i < group.size(); i++) {
      GroupKey key = pattern.groupBy().get(i);
      String wanted = group.get(i);
      Value value = event.field(key.fieldByRule().get(place));
      boolean same =
          value != null && value.each().stream().anyMatch(each -> each.text().equals(wanted));
      if (!same) {
        return key.name()
            + " is "
            + SequenceReasons.shown(Optional.ofNullable(value))
            + ", the group's is `"
            + wanted
            + "`";
      }
    }
    return null;
  }

  /** The tests that would have to come out otherwise, as few as possible. */
  private static List<String> failed(Expr expr, Event event) {
    if (Evaluate.test(expr, event)) {
      return List.of();
    }
    if (expr instanceof Expr.And and) {
      return and.parts().stream().flatMap(part -> failed(part, event).stream()).toList();
    } else if (expr instanceof Expr.Or or) {
      return or.parts().stream()
          .map(part -> failed(part, event))
          .min(Comparator.comparingInt(List::size))
          .orElse(List.of("no alternative"));
    } else if (expr instanceof Expr.Test test) {
      return List.of(
          test.field()
              + " is "
              + SequenceReasons.shown(Optional.ofNullable(event.field(test.field())))
              + ", asked is: "
              + Listing.match(test.match()));
    } else if (expr instanceof Expr.Not not) {
      return List.of("not (" + Listing.condition(not.part()) + ")");
    }
    return List.of(Listing.condition(expr));
  }

  /** How many positive tests of single fields an event passes. */
  private static int passes(Expr expr, Event event) {
    if (expr instanceof Expr.And and) {
      return and.parts().stream().mapToInt(part -> passes(part, event)).sum();
    } else if (expr instanceof Expr.Or or) {
      return or.parts().stream().mapToInt(part -> passes(part, event)).max().orElse(0);
    }
    return expr instanceof Expr.Test && Evaluate.test(expr, event) ? 1 : 0;
  }
}
