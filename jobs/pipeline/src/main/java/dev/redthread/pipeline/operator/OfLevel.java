package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets the candidates of the patterns of one level through. */
public final class OfLevel implements FilterFunction<Candidate> {
  private static final long serialVersionUID = 1;

  private final Set<String> patterns;

  public OfLevel(PatternSet set, int level) {
    Levels levels = Levels.of(set);
    patterns =
        set.patterns().stream()
            .map(CompiledPattern::id)
            .filter(id -> levels.of(id) == level)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean filter(Candidate candidate) {
    return patterns.contains(candidate.pattern());
  }
}
