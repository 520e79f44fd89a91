package dev.redthread.pattern.compiled;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How deep patterns are nested: 1 where all steps are event rules, else one more than the deepest
 * pattern that is a step.
 */
public final class Levels {
  /** The deepest nesting that is possible. */
  public static final int MOST = 4;

  private final Map<String, Integer> byPattern = new HashMap<>();

  private Levels() {}

  /** The levels of a set, which has no pattern that is a step of itself. */
  public static Levels of(PatternSet set) {
    Levels levels = new Levels();
    set.patterns().forEach(pattern -> levels.level(pattern, set));
    return levels;
  }

  private int level(CompiledPattern pattern, PatternSet set) {
    Integer known = byPattern.get(pattern.id());
    if (known != null) {
      return known;
    }
    int deepest = 0;
    for (CompiledPattern step : steps(pattern, set)) {
      deepest = Math.max(deepest, level(step, set));
    }
    byPattern.put(pattern.id(), deepest + 1);
    return deepest + 1;
  }

  /** The patterns that are steps of a pattern, in the order of its rules. */
  public static List<CompiledPattern> steps(CompiledPattern pattern, PatternSet set) {
    return pattern.rules().stream()
        .flatMap(index -> set.rules().get(index).pattern().stream())
        .flatMap(id -> set.pattern(id).stream())
        .toList();
  }

  public int of(String pattern) {
    Integer level = byPattern.get(pattern);
    if (level == null) {
      throw new IllegalArgumentException("no pattern " + pattern);
    }
    return level;
  }

  /** The deepest level that is used, 1 when there is no pattern at all. */
  public int deepest() {
    return byPattern.values().stream().mapToInt(Integer::intValue).max().orElse(1);
  }
}
