package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All rules and patterns in force at one time.
 *
 * @param silent the ids of patterns that are steps of others and raise no findings of their own
 */
public record PatternSet(
    List<CompiledRule> rules, List<CompiledPattern> patterns, Set<String> silent)
    implements Serializable {
  public PatternSet {
    rules = List.copyOf(rules);
    patterns = List.copyOf(patterns);
    silent = Set.copyOf(silent);
  }

  /** Patterns that all raise findings. */
  public PatternSet(List<CompiledRule> rules, List<CompiledPattern> patterns) {
    this(rules, patterns, Set.of());
  }

  public Optional<CompiledPattern> pattern(String id) {
    return patterns.stream().filter(pattern -> pattern.id().equals(id)).findFirst();
  }

  /** The part of a sequence that a pattern goes on from under another key. */
  public Optional<CompiledPattern> goesOnFrom(CompiledPattern pattern) {
    return Levels.steps(pattern, this).stream().filter(CompiledPattern::isSegment).findFirst();
  }

  /** The set of a pattern and those that are its steps, near and far. */
  public PatternSet only(CompiledPattern pattern) {
    Set<CompiledPattern> needed = new LinkedHashSet<>();
    need(pattern, needed);
    return new PatternSet(rules, patterns.stream().filter(needed::contains).toList(), silent);
  }

  private void need(CompiledPattern pattern, Set<CompiledPattern> needed) {
    if (needed.add(pattern)) {
      Levels.steps(pattern, this).forEach(step -> need(step, needed));
    }
  }

  /** Whether a pattern is a step of another one, so that its completing events are events. */
  public boolean isStep(String id) {
    String source = PatternSource.of(id);
    return rules.stream().anyMatch(rule -> rule.pattern().isPresent() && rule.reads(source));
  }

  /** What must be materialised of a source's events for these patterns. */
  public FieldDemand fields(String source) {
    return FieldDemand.of(this, source);
  }
}
