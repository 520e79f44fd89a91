package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the events of a step, by the rules that they match.
 *
 * @param roles the rules of the step
 * @param rules their places, as {@code names} has them
 * @param names where each rule has the field
 */
record StepField(long roles, List<Integer> rules, List<String> names) {
  StepField {
    rules = List.copyOf(rules);
    names = List.copyOf(names);
  }

  static StepField of(List<Integer> rules, List<String> names) {
    return new StepField(Roles.of(rules), rules, names.subList(0, rules.size()));
  }

  /** What an event has there; that of its first rule, where it matches several. */
  @Nullable Value value(TimelineEvent event) {
    long matched = event.roles() & roles;
    return matched == 0
        ? null
        : event.event().field(names.get(rules.indexOf(Long.numberOfTrailingZeros(matched))));
  }

  /** The single values that an event has there, in the form in which equal ones are equal. */
  List<Value> values(TimelineEvent event) {
    Value value = value(event);
    if (value == null) {
      return List.of();
    } else if (value instanceof Value.Text || value instanceof Value.Whole) {
      return List.of(value);
    }
    List<Value> values = new ArrayList<>(2);
    for (Value each : value.each()) {
      if (each instanceof Value.Decimal decimal) {
        values.add(Value.of(decimal.value()));
      } else if (!(each instanceof Value.Nil)) {
        values.add(each);
      }
    }
    return values;
  }
}
