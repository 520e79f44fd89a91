package dev.redthread.pipeline.sink;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes documents to Elasticsearch, each at least once; ids and external versions make that
 * exactly once.
 *
 * <ul>
 *   <li>The server is away, overloaded or slow: the documents are sent again, at growing intervals,
 *       for as long as it takes; meanwhile the buffer fills and the stream waits. Once it is full,
 *       the job's checkpoints wait too, so it must tolerate that they expire.
 *   <li>The answer is no bulk response, as from a load balancer: as if the server were away.
 *   <li>A request is refused as a whole: it is sent in halves until what spoils it stands alone.
 *   <li>A newer version is stored already: the older one is left out.
 *   <li>A document is refused: its dead letter is written in its place. A dead letter that is
 *       refused fails the job.
 *   <li>The request is forbidden, or an index is missing and may not be made: the job fails.
 * </ul>
 *
 * <p><i>Cost:</i> buffers up to {@value #MOST_BUFFERED} documents in each task.
 */
public final class ElasticsearchSink extends AsyncSinkBase<Document, Document> {
  private static final long serialVersionUID = 1;

  private static final int MOST_IN_BATCH = 200;
  private static final int MOST_IN_FLIGHT = 4;
  private static final int MOST_BUFFERED = 2_000;
  private static final long MOST_BYTES = 8L * 1024 * 1024;
  private static final Duration LONGEST_IN_BUFFER = Duration.ofMillis(100);

  private final ElasticsearchTarget target;
  private final IndexTemplates templates;
  private final DeadLetters deadLetters;

  /**
   * @param templates installed before the first document is written
   * @param deadLetterIndex where the documents of {@code deadLetters} go
   */
  public ElasticsearchSink(
      ElasticsearchTarget target,
      IndexTemplates templates,
      String deadLetterIndex,
      DeadLetterDocuments deadLetters) {
    this(target, templates, new DeadLetters(deadLetterIndex, deadLetters));
  }

  private ElasticsearchSink(
      ElasticsearchTarget target, IndexTemplates templates, DeadLetters deadLetters) {
    super(
        new Fitting(deadLetters),
        MOST_IN_BATCH,
        MOST_IN_FLIGHT,
        MOST_BUFFERED,
        MOST_BYTES,
        LONGEST_IN_BUFFER.toMillis(),
        MOST_BYTES);
    this.target = target;
    this.templates = templates;
    this.deadLetters = deadLetters;
  }

  @Override
  public ElasticsearchWriter createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public ElasticsearchWriter restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<Document>> buffered) {
    return new ElasticsearchWriter(
        getElementConverter(),
        context,
        BatchLimits.of(
            getMaxBatchSize(),
            getMaxBatchSizeInBytes(),
            getMaxInFlightRequests(),
            getMaxBufferedRequests(),
            LONGEST_IN_BUFFER),
        buffered,
        new TemplatedBulk(target.connect(), templates),
        deadLetters);
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<Document>> getWriterStateSerializer() {
    return new BufferedDocuments();
  }

  /** Turns refused documents into dead letters, but never a dead letter. */
  record DeadLetters(String index, DeadLetterDocuments documents) implements java.io.Serializable {

    Document of(Document refused, Reason reason, String why, long now) {
      String name = refused.index() + "/" + refused.id();
      if (refused.index().equals(index)) {
        throw new SinkFailure("the dead letter " + name + " is refused: " + why, null);
      }
      return documents.document(
          new DeadLetter(
              refused.index(),
              new Origin(name, 0, refused.version()),
              now,
              reason,
              why,
              refused.json()));
    }
  }

  /** A document larger than a request may be becomes a dead letter at once. */
  private record Fitting(DeadLetters deadLetters) implements ElementConverter<Document, Document> {
    @Override
    public Document apply(Document document, SinkWriter.Context context) {
      if (ElasticsearchWriter.size(document) <= MOST_BYTES) {
        return document;
      }
      return deadLetters.of(
          document,
          Reason.TOO_LARGE,
          document.json().length + " bytes, the limit is " + MOST_BYTES,
          // A watermark may be no date yet, or none any more.
          System.currentTimeMillis());
    }
  }
}
