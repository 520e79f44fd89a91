package dev.redthread.pipeline.sink;

import dev.redthread.event.DeadLetter.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends batches of documents, and puts back into the buffer what is not settled. */
final class ElasticsearchWriter extends AsyncSinkWriter<Document, Document> {
  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchWriter.class);

  /** What the line above a document takes besides its names. */
  private static final int ENVELOPE_BYTES = 100;

  private final TemplatedBulk bulk;
  private final ElasticsearchSink.DeadLetters deadLetters;
  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "elasticsearch-retry");
            thread.setDaemon(true);
            return thread;
          });
  private final Counter repeated;
  private final Counter superseded;
  private final Counter rejected;

  ElasticsearchWriter(
      ElementConverter<Document, Document> converter,
      WriterInitContext context,
      AsyncSinkWriterConfiguration limits,
      Collection<BufferedRequestState<Document>> buffered,
      TemplatedBulk bulk,
      ElasticsearchSink.DeadLetters deadLetters) {
    super(
        converter,
        context,
        limits,
        buffered,
        new SimpleBatchCreator<>(limits.getMaxBatchSizeInBytes()),
        new DequeRequestBuffer<>());
    this.bulk = bulk;
    this.deadLetters = deadLetters;
    this.repeated = context.metricGroup().counter("repeated", new ThreadSafeSimpleCounter());
    this.superseded = context.metricGroup().counter("superseded", new ThreadSafeSimpleCounter());
    this.rejected = context.metricGroup().counter("rejected", new ThreadSafeSimpleCounter());
  }

  @Override
  protected void submitRequestEntries(List<Document> batch, ResultHandler<Document> result) {
    var unused =
        bulk.write(batch)
            .whenComplete(
                (outcome, failure) -> {
                  try {
                    if (failure != null) {
                      result.completeExceptionally(asException(failure));
                    } else {
                      settle(outcome, result);
                    }
                  } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                });
  }

  private void settle(BulkOutcome outcome, ResultHandler<Document> result) {
    superseded.inc(outcome.superseded());
    List<Document> again = new ArrayList<>(outcome.later());
    for (BulkOutcome.Rejection rejection : outcome.rejected()) {
      rejected.inc();
      LOG.warn("{} is refused: {}", rejection.document().id(), rejection.reason());
      again.add(
          deadLetters.of(
              rejection.document(),
              Reason.REJECTED_BY_SERVER,
              rejection.reason(),
              System.currentTimeMillis()));
    }
    if (outcome.later().isEmpty()) {
      backoff.success();
      if (again.isEmpty()) {
        result.complete();
      } else {
        result.retryForEntries(again);
      }
      return;
    }
    repeated.inc(outcome.later().size());
    Duration wait = backoff.next();
    int failures = backoff.failures();
    // Each time it has lasted about twice as long.
    if (Integer.bitCount(failures) == 1) {
      LOG.warn(
          "Elasticsearch does not take documents now ({} in a row), trying again: {}",
          failures,
          outcome.why());
    }
    var unused =
        timer.schedule(() -> result.retryForEntries(again), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Exception asException(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Exception exception ? exception : new SinkFailure("broken", cause);
  }

  @Override
  protected long getSizeInBytes(Document document) {
    return size(document);
  }

  static long size(Document document) {
    return document.json().length
        + document.index().length()
        + document.id().length()
        + (long) ENVELOPE_BYTES;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      bulk.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    super.close();
  }
}
