package dev.redthread.engine.match;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;

/** Sets of a pattern's rules as bits, and what the rules say of them. */
final class Roles {
  private final CompiledPattern pattern;
  private final PatternSet set;

  Roles(CompiledPattern pattern, PatternSet set) {
    this.pattern = pattern;
    this.set = set;
  }

  static long of(List<Integer> rules) {
    long bits = 0;
    for (int rule : rules) {
      bits |= 1L << rule;
    }
    return bits;
  }

  /** The greatest delay of some rules. */
  long maxDelay(List<Integer> rules) {
    return rules.stream().mapToLong(place -> pattern.maxDelay(place, set)).max().orElse(0);
  }

  /** The name of the first rule among the roles. */
  String firstName(long roles) {
    return roles == 0 ? pattern.id() : rule(Long.numberOfTrailingZeros(roles)).name();
  }

  private CompiledRule rule(int place) {
    return set.rules().get(pattern.rules().get(place));
  }
}
