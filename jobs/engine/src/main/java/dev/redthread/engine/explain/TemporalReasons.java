package dev.redthread.engine.explain;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why not all that a temporal correlation asks for is in one window. */
final class TemporalReasons {
  private final CompiledPattern pattern;
  private final Shape.Temporal temporal;
  private final NearMisses misses;
  private final Naming naming;

  TemporalReasons(
      CompiledPattern pattern, Shape.Temporal temporal, NearMisses misses, Naming naming) {
    this.pattern = pattern;
    this.temporal = temporal;
    this.misses = misses;
    this.naming = naming;
  }

  Explanation explain(List<String> group, List<TimelineEvent> events) {
    List<TimelineEvent> best = List.of();
    int most = -1;
    int from = 0;
    for (int to = 0; to < events.size(); to++) {
      long begin = events.get(to).event().eventTime() - temporal.timespan();
      while (events.get(from).event().eventTime() < begin) {
        from++;
      }
      List<TimelineEvent> window = events.subList(from, to + 1);
      int present = (int) temporal.rules().stream().filter(rule -> isIn(rule, window)).count();
      if (present > most) {
        best = window;
        most = present;
      }
    }
    Map<EventKey, String> fills = new HashMap<>();
    for (TimelineEvent event : best) {
      for (Shape.Temporal.Named rule : temporal.rules()) {
        if (Relaxed.matches(event, rule.places())) {
          fills.merge(event.key(), rule.name(), (one, other) -> one + ", " + other);
        }
      }
    }
    return new Explanation(
        group,
        events,
        fills,
        List.of(),
        Math.max(0, most),
        Math.max(0, most) + " of " + temporal.rules().size() + " rules in one window",
        reasons(best, events));
  }

  private static boolean isIn(Shape.Temporal.Named rule, List<TimelineEvent> window) {
    return window.stream().anyMatch(event -> Relaxed.matches(event, rule.places()));
  }

  private List<String> reasons(List<TimelineEvent> window, List<TimelineEvent> events) {
    boolean ordered = temporal.condition().isOrdered();
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < temporal.rules().size(); i++) {
      Shape.Temporal.Named rule = temporal.rules().get(i);
      boolean forbidden = !ordered && temporal.condition().negated().contains(i);
      boolean present = isIn(rule, window);
      if (present && forbidden) {
        reasons.add("`" + rule.name() + "` must not be in the window");
      } else if (!present && !forbidden) {
        reasons.add(absent(rule, events));
        reasons.addAll(misses.of(rule.places()));
      }
    }
    if (ordered) {
      reasons.add("not as many of the rules as are asked for come in the order of the list");
    }
    return reasons.isEmpty()
        ? List.of("the condition does not hold in any window of " + pattern.id())
        : reasons;
  }

  private String absent(Shape.Temporal.Named rule, List<TimelineEvent> events) {
    return events.stream()
        .filter(event -> Relaxed.matches(event, rule.places()))
        .findFirst()
        .map(
            event ->
                "`"
                    + rule.name()
                    + "` ("
                    + naming.event(event.event())
                    + ") is farther from the others than the `timespan` of "
                    + Listing.duration(temporal.timespan()))
        .orElse("no event matches `" + rule.name() + "`");
  }
}
