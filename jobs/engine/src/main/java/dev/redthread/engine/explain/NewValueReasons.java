package dev.redthread.engine.explain;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why no value is new. */
final class NewValueReasons {
  private static final int SHOWN = 5;

  private final Shape.NewValue newValue;
  private final NearMisses misses;
  private final CompiledPattern pattern;
  private final Naming naming;

  NewValueReasons(
      Shape.NewValue newValue, NearMisses misses, CompiledPattern pattern, Naming naming) {
    this.newValue = newValue;
    this.misses = misses;
    this.pattern = pattern;
    this.naming = naming;
  }

  Explanation explain(List<String> group, List<TimelineEvent> events) {
    List<String> reasons = new ArrayList<>();
    for (int i = events.size() - 1; i >= 0 && reasons.size() < SHOWN; i--) {
      reasons.add(reason(events.get(i), events.subList(0, i)));
    }
    reasons.addAll(misses.of(Explainer.allRules(pattern)));
    return new Explanation(
        group, events, Map.of(), List.of(), events.size(), "no new value", reasons);
  }

  private String reason(TimelineEvent event, List<TimelineEvent> before) {
    String name = "`" + naming.event(event.event()) + "`";
    Optional<Value> value = value(event);
    if (value.isEmpty()) {
      return name + " has no value";
    }
    long time = event.event().eventTime();
    List<TimelineEvent> known =
        before.stream()
            .filter(other -> other.event().eventTime() >= time - newValue.baseline())
            .toList();
    for (TimelineEvent other : known) {
      if (value(other).equals(value)) {
        return name
            + " has "
            + SequenceReasons.shown(value)
            + ", as `"
            + naming.event(other.event())
            + "` had within "
            + Listing.duration(newValue.baseline());
      }
    }
    return name
        + " has "
        + SequenceReasons.shown(value)
        + ", which is new, but no event of the group lies "
        + Listing.duration(newValue.learning())
        + " (`learning`) before it";
  }

  private Optional<Value> value(TimelineEvent event) {
    String field = newValue.fieldByRule().get(Long.numberOfTrailingZeros(event.roles()));
    return Optional.ofNullable(event.event().field(field))
        .filter(value -> !(value instanceof Value.Nil));
  }
}
