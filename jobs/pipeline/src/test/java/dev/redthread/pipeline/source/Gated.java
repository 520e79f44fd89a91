package dev.redthread.pipeline.source;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that delivers so many records and then neither more nor an end, with the state of the
 * source behind it.
 */
public final class Gated<S extends SourceSplit, E> implements Source<Delivered, S, E> {
  private static final long serialVersionUID = 1;
  private static final Map<String, AtomicInteger> DELIVERED = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final Source<Delivered, S, E> behind;
  private final int records;

  public Gated(Source<Delivered, S, E> behind, int records) {
    this.behind = behind;
    this.records = records;
    DELIVERED.put(id, new AtomicInteger());
  }

  /** Whether everything was delivered that may be. */
  public boolean isShut() {
    return delivered().get() >= records;
  }

  private AtomicInteger delivered() {
    return Objects.requireNonNull(DELIVERED.get(id));
  }

  @Override
  public Boundedness getBoundedness() {
    return behind.getBoundedness();
  }

  @Override
  public SourceReader<Delivered, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(behind.createReader(context), delivered(), records);
  }

  @Override
  public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return behind.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
      throws Exception {
    return behind.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return behind.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
    return behind.getEnumeratorCheckpointSerializer();
  }

  private record Reader<S extends SourceSplit>(
      SourceReader<Delivered, S> behind, AtomicInteger delivered, int records)
      implements SourceReader<Delivered, S> {
    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    @Override
    public void start() {
      behind.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Delivered> output) throws Exception {
      if (delivered.get() >= records) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      InputStatus status = behind.pollNext(output);
      if (status == InputStatus.MORE_AVAILABLE) {
        delivered.incrementAndGet();
      }
      return status;
    }

    @Override
    public List<S> snapshotState(long checkpoint) {
      return behind.snapshotState(checkpoint);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return delivered.get() >= records ? NEVER : behind.isAvailable();
    }

    @Override
    public void addSplits(List<S> splits) {
      behind.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      behind.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      behind.handleSourceEvents(event);
    }

    @Override
    public void close() throws IOException {
      try {
        behind.close();
      } catch (Exception failed) {
        throw new IOException(failed);
      }
    }
  }
}
