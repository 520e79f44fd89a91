package dev.redthread.pipeline.operator;

import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.DocumentSearch;
import dev.redthread.pipeline.state.Uids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * After a restore, finds the documents that were written after the checkpoint. One task.
 *
 * <p>Enters: the received clock, and nothing else. It waits until the clock has passed the moment
 * of the restore: by then everything that was read before the crash has been read again, unless the
 * input ends before. Then it searches, in a thread of its own, for as long as it takes. Without a
 * restore it does nothing.
 *
 * <p>Its state is a moment: all that was written until then is in the same checkpoint. It stands
 * still while a search is due, so that a crash in the meantime changes nothing.
 */
public final class FindUnconfirmed extends AbstractStreamOperator<Unconfirmed>
    implements OneInputStreamOperator<Document, Unconfirmed> {
  private static final long serialVersionUID = 1;

  /** How far the clocks of two machines may be apart. Finding too much does no harm. */
  static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  /** The moment up to which all is covered, and that from which on all is known. */
  static final ListStateDescriptor<Long> COVERED =
      new ListStateDescriptor<>(Uids.COVERED, Types.LONG);

  private final DocumentSearch search;
  private final Documents documents;
  private final long defined;
  private final transient MailboxExecutor mailbox;

  private transient @Nullable ListState<Long> state;
  private transient @Nullable UnconfirmedSearch running;
  private transient @Nullable Counter failures;
  private Phase phase = Phase.IDLE;
  private long covered;
  private long known = Long.MIN_VALUE;
  private long restored;

  private enum Phase {
    /** There is nothing to search for, or no more. */
    IDLE,
    WAITING,
    SEARCHING,
    /** The store does not let us; the next restore tries again. */
    REFUSED
  }

  private FindUnconfirmed(
      StreamOperatorParameters<Unconfirmed> parameters,
      DocumentSearch search,
      Documents documents,
      long defined) {
    super(parameters);
    this.search = search;
    this.documents = documents;
    this.defined = defined;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    ListState<Long> kept = context.getOperatorStateStore().getListState(COVERED);
    state = kept;
    restored = getProcessingTimeService().getCurrentProcessingTime();
    List<Long> moments = new ArrayList<>();
    kept.get().forEach(moments::add);
    if (!moments.isEmpty()) {
      covered = moments.get(0);
      known = moments.get(1);
      phase = Phase.WAITING;
    } else if (context.isRestored()) {
      // From a version that did not keep it: what was written until now is not known.
      known = restored;
    } else if (getRuntimeContext().getTaskInfo().getAttemptNumber() > 0) {
      // It failed before its first checkpoint.
      covered = defined - CLOCKS_APART.toMillis();
      phase = Phase.WAITING;
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    failures = Metrics.of(getMetricGroup()).counter(Metric.SEARCH_FAILURES);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    if (phase == Phase.IDLE) {
      // Whatever is written after the barrier is written after the checkpoint began.
      covered = context.getCheckpointTimestamp() - CLOCKS_APART.toMillis();
    }
    Objects.requireNonNull(state, "not initialised").update(List.of(covered, known));
  }

  @Override
  public void processElement(StreamRecord<Document> document) {
    // Nothing is sent: only the clock matters.
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    if (phase == Phase.WAITING && mark.getTimestamp() >= restored) {
      phase = Phase.SEARCHING;
      running =
          UnconfirmedSearch.start(
              pages -> search.find(covered, restored + CLOCKS_APART.toMillis(), pages),
              this::onFound,
              this::onEnd,
              mailbox,
              Objects.requireNonNull(failures, "open was not called"));
    }
  }

  private void onFound(List<Document> found) {
    for (Document stored : found) {
      output.collect(new StreamRecord<>(new Unconfirmed(stored, restored, isNew(stored))));
    }
  }

  private boolean isNew(Document stored) {
    try {
      return DocumentStatus.read(documents.statusIndex(stored), stored.json())
          .isNewSince(covered, known);
    } catch (IOException e) {
      throw new UncheckedIOException("the store returns what it would not take", e);
    }
  }

  private void onEnd(boolean complete) {
    phase = complete ? Phase.IDLE : Phase.REFUSED;
  }

  /** The input has ended: what is due must still be found. */
  @Override
  public void finish() throws Exception {
    while (phase == Phase.SEARCHING) {
      mailbox.yield();
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (running != null) {
      running.stop();
      phase = Phase.IDLE;
    }
    super.close();
  }

  /** Makes the operator. */
  public static final class Factory extends AbstractStreamOperatorFactory<Unconfirmed>
      implements OneInputStreamOperatorFactory<Document, Unconfirmed> {
    private static final long serialVersionUID = 1;

    private final DocumentSearch search;
    private final Documents documents;
    private final long defined;

    /**
     * @param defined when the job was, by the wall clock
     */
    public Factory(DocumentSearch search, Documents documents, long defined) {
      this.search = search;
      this.documents = documents;
      this.defined = defined;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Flink declares it
    public <T extends StreamOperator<Unconfirmed>> T createStreamOperator(
        StreamOperatorParameters<Unconfirmed> parameters) {
      return (T) new FindUnconfirmed(parameters, search, documents, defined);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
      return FindUnconfirmed.class;
    }
  }
}
