package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** All rules and patterns in force at one time. */
public record PatternSet(List<CompiledRule> rules, List<CompiledPattern> patterns)
    implements Serializable {
  public PatternSet {
    rules = List.copyOf(rules);
    patterns = List.copyOf(patterns);
  }

  public Optional<CompiledPattern> pattern(String id) {
    return patterns.stream().filter(pattern -> pattern.id().equals(id)).findFirst();
  }

  /** What must be materialised of a source's events for these patterns. */
  public FieldDemand fields(String source) {
    return FieldDemand.of(this, source);
  }
}
