package dev.redthread.pipeline.operator;

import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.Uids;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on the documents that hold or hold no more, remembers what was last written of each, and
 * after a restore puts right what the job wrote after its checkpoint and does not say again. Keyed
 * by {@link #key(Document)}.
 *
 * <p>Enters: documents in their order; and, once the replay has caught up, those that are {@link
 * Unconfirmed}. What is remembered of one is in the same checkpoint as all that led to it, so it is
 * what the store should show: when the stored one is newer, the remembered one is written again, or
 * the stored one withdrawn when there is none.
 *
 * <p><i>Invariants:</i> the versions of a document grow. What is put right has a version right
 * after the stored one, so that it loses to whatever else is said of it later or at the same time.
 *
 * <p><i>Cost:</i> one read and one write of state for each revision.
 */
public final class ConfirmDocuments
    extends KeyedCoProcessFunction<String, Document, Unconfirmed, Document> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(ConfirmDocuments.class);

  private final Documents documents;
  private final Duration kept;

  private transient @Nullable Task task;

  /**
   * @param kept how long after its last revision a document may be revised
   */
  public ConfirmDocuments(Documents documents, Duration kept) {
    this.documents = documents;
    this.kept = kept;
  }

  /** What documents are keyed by. */
  public static String key(Document document) {
    return document.index() + "/" + document.id();
  }

  /** What an unconfirmed document is keyed by: as what was written of it. */
  public static String key(Unconfirmed unconfirmed) {
    return key(unconfirmed.stored());
  }

  static ValueStateDescriptor<LastWritten> written(Duration kept) {
    ValueStateDescriptor<LastWritten> written =
        new ValueStateDescriptor<>(Uids.LAST_WRITTEN, WireTypes.LAST_WRITTEN);
    written.enableTimeToLive(StateTtlConfig.newBuilder(kept).build());
    return written;
  }

  static final ValueStateDescriptor<Unconfirmed> WAITING =
      new ValueStateDescriptor<>(Uids.UNCONFIRMED, WireTypes.UNCONFIRMED);

  @Override
  public void open(OpenContext context) {
    Metrics metrics = Metrics.of(getRuntimeContext().getMetricGroup());
    task =
        new Task(
            documents,
            new KeyedCell<>(getRuntimeContext().getState(written(kept))),
            new KeyedCell<>(getRuntimeContext().getState(WAITING)),
            metrics.counter(Metric.UNCONFIRMED_WITHDRAWN),
            metrics.counter(Metric.UNCONFIRMED_RESTORED));
  }

  private Task task() {
    return Objects.requireNonNull(task, "open was not called");
  }

  @Override
  public void processElement1(Document document, Context context, Collector<Document> out)
      throws IOException {
    task().onDocument(document, out);
  }

  @Override
  public void processElement2(Unconfirmed unconfirmed, Context context, Collector<Document> out)
      throws IOException {
    if (context.timerService().currentWatermark() >= unconfirmed.due()) {
      task().settle(unconfirmed, out);
      return;
    }
    task().waiting.put(unconfirmed);
    context.timerService().registerEventTimeTimer(unconfirmed.due());
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Document> out)
      throws IOException {
    Unconfirmed unconfirmed = task().waiting.get();
    if (unconfirmed != null && unconfirmed.due() <= timer) {
      task().waiting.clear();
      task().settle(unconfirmed, out);
    }
  }

  /** What one task does with the state of the current document. */
  private record Task(
      Documents documents,
      KeyedCell<LastWritten> written,
      KeyedCell<Unconfirmed> waiting,
      Counter withdrawn,
      Counter restored) {

    void onDocument(Document document, Collector<Document> out) throws IOException {
      LastWritten last = written.get();
      write(
          last == null || document.version() > last.version()
              ? document
              : revision(document, last.version() + 1, document.json()),
          out);
    }

    void settle(Unconfirmed unconfirmed, Collector<Document> out) throws IOException {
      Document stored = unconfirmed.stored();
      LastWritten last = written.get();
      if (last != null && last.version() >= stored.version()) {
        return;
      }
      long version = stored.version() + 1;
      DocumentIndex index = documents.statusIndex(stored);
      if (last != null) {
        restored.inc();
        write(
            revision(stored, version, DocumentStatus.read(index, last.json()).again(version)), out);
        return;
      }
      DocumentStatus status = DocumentStatus.read(index, stored.json());
      if (status.isOpen() && unconfirmed.isNew()) {
        withdrawn.inc();
        LOG.info("{} was written before a crash and is not confirmed: withdrawn", key(stored));
        write(revision(stored, version, status.withdrawn(version)), out);
      }
    }

    /** A half-finished chain that is over is forgotten: nothing would ever be written of it. */
    private void write(Document document, Collector<Document> out) throws IOException {
      out.collect(document);
      DocumentIndex index = documents.statusIndex(document);
      if (index == DocumentIndex.PROGRESS
          && !DocumentStatus.read(index, document.json()).isOpen()) {
        written.clear();
      } else {
        written.put(LastWritten.of(document));
      }
    }

    private static Document revision(Document of, long version, byte[] json) {
      return new Document(of.index(), of.id(), version, json);
    }
  }
}
