package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.pipeline.source.Delivered;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Makes the raw records of a stream, as a source of Redthread's job delivers them. */
final class RecordGenerator implements GeneratorFunction<Long, Delivered> {
  private static final long serialVersionUID = 1;

  private final Held<RecordStream> stream;
  private final Stopwatch watch;
  private final long ofEachTask;

  RecordGenerator(Held<RecordStream> stream, Stopwatch watch, long ofEachTask) {
    this.stream = stream;
    this.watch = watch;
    this.ofEachTask = ofEachTask;
  }

  @Override
  public Delivered map(Long number) {
    if (number % ofEachTask == 0) {
      watch.start();
    }
    return new Delivered.Accepted(stream.get().raw(number, RecordStream.time(number, ofEachTask)));
  }
}
