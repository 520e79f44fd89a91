package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import org.apache.flink.api.common.functions.FilterFunction;

/** Lets the candidates of the patterns of one level through. */
public final class OfLevel implements FilterFunction<Candidate> {
  private static final long serialVersionUID = 2;

  private final int level;

  public OfLevel(int level) {
    this.level = level;
  }

  @Override
  public boolean filter(Candidate candidate) {
    return candidate.level() == level;
  }
}
