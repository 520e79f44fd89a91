package dev.redthread.normalize;

import java.util.List;

/** A mapping that cannot be used: all its problems at once. */
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // a list of records that is only read where it was thrown
  private final List<Problem> problems;

  MappingException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
