package dev.redthread.engine.reference;

import java.util.List;

/** A pattern and the group it is asked of. */
public record RefPattern(
    String id, List<String> group, int risk, List<RefRule> rules, RefShape shape) {
  public RefPattern {
    group = List.copyOf(group);
    rules = List.copyOf(rules);
  }

  /** The name of the first rule that an event matches. */
  String firstRule(RefEvent event) {
    return rules.get(event.rules().stream().mapToInt(Integer::intValue).min().orElseThrow()).name();
  }
}
