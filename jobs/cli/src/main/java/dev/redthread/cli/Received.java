package dev.redthread.cli;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Hands what a job in this process writes to whoever started it, after the job has ended.
 *
 * <p><i>Thread safety:</i> any number of writers.
 */
final class Received<T> implements Sink<T>, AutoCloseable {
  private static final long serialVersionUID = 1;

  private static final Map<String, Queue<Object>> BY_ID = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  Received() {
    BY_ID.put(id, new ConcurrentLinkedQueue<>());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Queue<Object> received = queue();
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context where) {
        received.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }

  @SuppressWarnings("unchecked")
  List<T> all() {
    return (List<T>) List.copyOf(queue());
  }

  private Queue<Object> queue() {
    Queue<Object> queue = BY_ID.get(id);
    if (queue == null) {
      throw new IllegalStateException("a job of this process writes here, while it is wanted");
    }
    return queue;
  }

  @Override
  public void close() {
    BY_ID.remove(id);
  }
}
