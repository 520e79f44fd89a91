package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.metrics.Kept;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.state.Uids;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Drives the engine's detector over the timeline of one pattern and group.
 *
 * <p>Leaves: revisions of findings, paced; beside them the same by entity, and the originals of
 * what became evidence, each once, how far groups have come that are half-finished, and completing
 * events for the patterns of higher levels.
 */
public final class Detect extends KeyedProcessFunction<TimelineKey, Candidate, Finding>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  /** Revisions by entity, for the correlate operator. */
  public static final OutputTag<EntityFinding> ENTITY_FINDINGS =
      new OutputTag<>("entity-findings", WireTypes.ENTITY_FINDING);

  /** The originals of events that are part of a chain, and what Java patterns failed at. */
  public static final OutputTag<Document> EVIDENCE =
      new OutputTag<>("evidence", WireTypes.DOCUMENT);

  /** How far groups have come that have not completed their pattern. */
  public static final OutputTag<Document> PROGRESS =
      new OutputTag<>("progress", WireTypes.DOCUMENT);

  /** Completing events of patterns that are steps of others, as candidates of those. */
  public static final OutputTag<Candidate> PATTERN_EVENTS =
      new OutputTag<>("pattern-events", WireTypes.CANDIDATE);

  private final PatternSet patterns;
  private final Detector.Factory detectors;
  private final Documents documents;

  static final ListStateDescriptor<Kept> KEPT =
      new ListStateDescriptor<>(Uids.KEPT, WireTypes.KEPT);

  private transient @Nullable ListState<Kept> kept;
  private transient @Nullable DetectTask task;

  public Detect(PatternSet patterns, Detector.Factory detectors, Documents documents) {
    this.patterns = patterns;
    this.detectors = detectors;
    this.documents = documents;
  }

  /** Comes before {@link #open}. */
  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    kept = context.getOperatorStateStore().getListState(KEPT);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    task = new DetectTask(getRuntimeContext(), patterns, detectors, documents, kept().get());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    kept().update(task().meters().kept());
  }

  private ListState<Kept> kept() {
    return Objects.requireNonNull(kept, "initializeState was not called");
  }

  private DetectTask task() {
    return Objects.requireNonNull(task, "open was not called");
  }

  @Override
  public void processElement(Candidate candidate, Context context, Collector<Finding> out) {
    task().onCandidate(candidate, context.timerService(), new Outputs(context::output, out));
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Finding> out) {
    Outputs outputs = new Outputs(context::output, out);
    switch (context.timeDomain()) {
      case EVENT_TIME ->
          task().onReceivedClock(timer, context.getCurrentKey(), context.timerService(), outputs);
      case PROCESSING_TIME ->
          task().onWallClock(timer, context.getCurrentKey(), context.timerService(), outputs);
    }
  }

  /** Where one call's results go. */
  record Outputs(SideOutput sides, Collector<Finding> findings) {

    void finding(Finding finding) {
      findings.collect(finding);
    }

    void entityFinding(EntityFinding finding) {
      sides.output(ENTITY_FINDINGS, finding);
    }

    void progress(Document document) {
      sides.output(PROGRESS, document);
    }

    void patternEvent(Candidate candidate) {
      sides.output(PATTERN_EVENTS, candidate);
    }

    void evidence(Document document) {
      sides.output(EVIDENCE, document);
    }

    void deadLetter(Document document) {
      sides.output(EVIDENCE, document);
    }
  }
}
