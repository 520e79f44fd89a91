package dev.redthread.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

/** A source that ends once the source behind it knows its splits and has nothing to say of them. */
record UntilRead<T, S extends SourceSplit, E>(Source<T, S, E> behind) implements Source<T, S, E> {

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
    return new Reader<>(behind.createReader(context));
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

  private record Reader<T, S extends SourceSplit>(SourceReader<T, S> behind)
      implements SourceReader<T, S> {

    @Override
    public void start() {
      behind.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
      InputStatus status = behind.pollNext(output);
      return status == InputStatus.NOTHING_AVAILABLE && !behind.snapshotState(0).isEmpty()
          ? InputStatus.END_OF_INPUT
          : status;
    }

    @Override
    public List<S> snapshotState(long checkpoint) {
      return behind.snapshotState(checkpoint);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return behind.isAvailable();
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
