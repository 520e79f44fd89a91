package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.workload.OpenChains;
import dev.redthread.engine.Candidate;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Makes the candidates of half-finished chains. */
final class CandidateGenerator implements GeneratorFunction<Long, Candidate> {
  private static final long serialVersionUID = 1;

  private final Held<OpenChains> chains;
  private final long ofEachTask;

  /**
   * @param ofEachTask how far the first numbers of two tasks are apart
   */
  CandidateGenerator(Held<OpenChains> chains, long ofEachTask) {
    this.chains = chains;
    this.ofEachTask = ofEachTask;
  }

  @Override
  public Candidate map(Long number) {
    return chains.get().candidate((int) (number / ofEachTask), number % ofEachTask);
  }
}
