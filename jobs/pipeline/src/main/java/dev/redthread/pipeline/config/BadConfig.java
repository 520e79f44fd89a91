package dev.redthread.pipeline.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file cannot be used: all its problems, in the order of the file. */
public final class BadConfig extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  BadConfig(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigProblem> problems() {
    return problems;
  }
}
