package dev.redthread.benchmark.flink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts what comes and stops the watch at the end of the input. */
final class CountingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1;

  private final Stopwatch watch;

  CountingSink(Stopwatch watch) {
    this.watch = watch;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context where) {
        watch.result();
      }

      @Override
      public void flush(boolean endOfInput) {
        if (endOfInput) {
          watch.stop();
        }
      }

      @Override
      public void close() {}
    };
  }
}
