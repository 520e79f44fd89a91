package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.event.Event;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Makes the events of a stream that this process holds under a name. */
final class EventGenerator implements GeneratorFunction<Long, Event> {
  private static final long serialVersionUID = 1;

  private final Held<RecordStream> stream;
  private final Stopwatch watch;
  private final long ofEachTask;

  EventGenerator(Held<RecordStream> stream, Stopwatch watch, long ofEachTask) {
    this.stream = stream;
    this.watch = watch;
    this.ofEachTask = ofEachTask;
  }

  @Override
  public Event map(Long number) {
    if (number % ofEachTask == 0) {
      watch.start();
    }
    return stream.get().event(number, RecordStream.time(number, ofEachTask));
  }
}
