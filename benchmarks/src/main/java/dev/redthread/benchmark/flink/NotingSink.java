package dev.redthread.benchmark.flink;

import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Shows everything that comes to somebody in this process. */
final class NotingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;

  private final Held<Consumer<T>> witness;

  /**
   * @param witness called by the sink's tasks, from threads of theirs
   */
  NotingSink(Held<Consumer<T>> witness) {
    this.witness = witness;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Consumer<T> told = witness.get();
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context where) {
        told.accept(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
