package dev.redthread.pipeline;

import dev.redthread.pipeline.source.Delivered;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;

/** Where a job reads from. */
public record Inputs(List<Input> inputs) {
  public Inputs {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a job needs an input");
    }
  }

  /** A job with one source. */
  public static Inputs of(Input input) {
    return new Inputs(List.of(input));
  }

  /** Whether all of them end. */
  public boolean end() {
    return inputs.stream()
        .allMatch(input -> input.source().getBoundedness() == Boundedness.BOUNDED);
  }

  /**
   * One source.
   *
   * @param uid under which its positions are saved; its own and never another's
   * @param name what Flink shows
   * @param source delivers with the received time as timestamp
   * @param clock makes the received clock, where the source does not make it itself
   * @param parallelism where it may not be the job's: 1 for files, which are one arrival order
   */
  public record Input(
      String uid,
      String name,
      Source<Delivered, ?, ?> source,
      WatermarkStrategy<Delivered> clock,
      Optional<Integer> parallelism) {}
}
