package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event rule: which sources it reads and the condition. A pattern that is a step of another one
 * is there such a rule too, which reads the source of its completing events.
 *
 * <p>A document whose sources call its fields differently becomes several of these, of one name and
 * with sources of their own, and a step that refers to it has them all.
 *
 * @param index its place in {@link PatternSet#rules()}
 * @param name how patterns refer to it: its {@code name}, else its {@code id}
 * @param sources the log sources whose events it is asked of; an absent set means every log source,
 *     and no {@link PatternSource}
 * @param maxDelay the greatest delay of those sources, in milliseconds
 * @param condition the condition, filters included
 */
public record CompiledRule(
    int index, String name, Optional<Set<String>> sources, long maxDelay, Expr condition)
    implements Serializable {
  public CompiledRule {
    sources = sources.map(Set::copyOf);
  }

  public boolean reads(String source) {
    return sources.map(names -> names.contains(source)).orElse(!PatternSource.is(source));
  }

  /** The id of the pattern whose completing events it stands for, if it is no event rule. */
  public Optional<String> pattern() {
    return sources
        .filter(names -> names.size() == 1)
        .map(names -> names.iterator().next())
        .filter(PatternSource::is)
        .map(PatternSource::pattern);
  }

  private Object writeReplace() {
    return new Sent(index, name, sources.orElse(null), maxDelay, condition);
  }

  /** The rule on its way to another process: an {@link Optional} cannot be serialised. */
  private record Sent(
      int index, String name, @Nullable Set<String> sources, long maxDelay, Expr condition)
      implements Serializable {

    private Object readResolve() {
      return new CompiledRule(index, name, Optional.ofNullable(sources), maxDelay, condition);
    }
  }
}
