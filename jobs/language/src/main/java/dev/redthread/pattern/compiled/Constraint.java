package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@code where} asks, or one of several parts that it joins by {@code &&}.
 *
 * @param fields what it reads, each once
 * @param term a boolean over the places of {@code fields}
 */
public record Constraint(List<Read> fields, Term term) implements Serializable {
  public Constraint {
    fields = List.copyOf(fields);
  }

  /**
   * A field of the event of a step.
   *
   * @param step the step's name
   * @param byRule where it is found, for each rule of {@link Step#rules()}
   */
  public record Read(String step, List<String> byRule) implements Serializable {
    public Read {
      byRule = List.copyOf(byRule);
    }
  }

  /** The names of the steps whose events it reads. */
  public Set<String> steps() {
    return fields.stream().map(Read::step).collect(Collectors.toUnmodifiableSet());
  }
}
