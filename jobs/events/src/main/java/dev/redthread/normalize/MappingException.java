package dev.redthread.normalize;

import java.util.Comparator;
import java.util.List;

/** A mapping that cannot be used: all its problems at once. */
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  @SuppressWarnings("serial") // a list of records that is only read where it was thrown
  private final List<Problem> problems;

  public MappingException(List<Problem> problems) {
    this.problems = problems.stream().sorted(ORDER).toList();
  }

  @Override
  public String getMessage() {
    return String.join("\n", problems.stream().map(Problem::toString).toList());
  }

  /** The problems by file and place. */
  public List<Problem> problems() {
    return problems;
  }
}
