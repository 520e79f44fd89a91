package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.sink.Document;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The job from the candidates to the store, one task of each operator, with checkpoints and
 * crashes.
 *
 * <p>Beside it, {@link #said()} is what the operators before {@link ConfirmDocuments} last said of
 * each document, rolled back with each crash: what the store must show in the end.
 */
final class CrashingJob implements AutoCloseable {
  private static final Documents DOCUMENTS = new Documents("redthread");
  private static final Duration KEPT = Duration.ofDays(100);

  private final PatternSet patterns;
  private final StoredInMemory store = new StoredInMemory();
  private final ArrayDeque<Document> unwritten = new ArrayDeque<>();
  private final Map<String, Document> said = new TreeMap<>();
  private long wallClock;
  private boolean confirms = true;
  private int putRight;

  private KeyedOneInputStreamOperatorTestHarness<TimelineKey, Candidate, Finding> detect;
  private KeyedOneInputStreamOperatorTestHarness<String, EntityFinding, Document> correlate;
  private OneInputStreamOperatorTestHarness<Document, Unconfirmed> find;
  private KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document> confirm;

  /** Everything at one barrier. */
  record Checkpoint(
      OperatorSubtaskState detect,
      OperatorSubtaskState correlate,
      OperatorSubtaskState find,
      OperatorSubtaskState confirm,
      List<Document> unwritten,
      Map<String, Document> said) {}

  CrashingJob(PatternSet patterns, long wallClock) throws Exception {
    this.patterns = patterns;
    this.wallClock = wallClock;
    detect = detect(null);
    correlate = correlate(null);
    find = find(null);
    confirm = confirm(null);
  }

  /** Nothing is put right from now on. */
  void leaveUnconfirmed() {
    confirms = false;
  }

  private KeyedOneInputStreamOperatorTestHarness<TimelineKey, Candidate, Finding> detect(
      @Nullable OperatorSubtaskState state) throws Exception {
    return started(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Detect(patterns, new DetectorFactory(), DOCUMENTS)),
            TimelineKey::of,
            WireTypes.TIMELINE_KEY),
        state);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, EntityFinding, Document> correlate(
      @Nullable OperatorSubtaskState state) throws Exception {
    return started(
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Correlate(IncidentSettings.DEFAULT, DOCUMENTS)),
            EntityFinding::key,
            Types.STRING),
        state);
  }

  private OneInputStreamOperatorTestHarness<Document, Unconfirmed> find(
      @Nullable OperatorSubtaskState state) throws Exception {
    var task =
        new OneInputStreamOperatorTestHarness<Document, Unconfirmed>(
            new FindUnconfirmed.Factory(store, DOCUMENTS, wallClock));
    task.setup(
        WireTypes.UNCONFIRMED.createSerializer(task.getExecutionConfig().getSerializerConfig()));
    return started(task, state);
  }

  private KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document> confirm(
      @Nullable OperatorSubtaskState state) throws Exception {
    return started(
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new ConfirmDocuments(DOCUMENTS, KEPT)),
            ConfirmDocuments::key,
            ConfirmDocuments::key,
            Types.STRING),
        state);
  }

  private <T extends AbstractStreamOperatorTestHarness<?>> T started(
      T task, @Nullable OperatorSubtaskState state) throws Exception {
    task.setProcessingTime(wallClock);
    if (state != null) {
      task.initializeState(state);
    }
    task.open();
    return task;
  }

  long wallClock() {
    return wallClock;
  }

  StoredInMemory store() {
    return store;
  }

  Map<String, Document> said() {
    return said;
  }

  /** How many documents were put right. */
  int putRight() {
    return putRight;
  }

  void arrive(Candidate candidate) throws Exception {
    detect.processElement(candidate, 0);
    collect();
  }

  /** The wall clock moves, with everything that waits for it. */
  void letPass(long millis) throws Exception {
    wallClock += millis;
    detect.setProcessingTime(wallClock);
    correlate.setProcessingTime(wallClock);
    find.setProcessingTime(wallClock);
    confirm.setProcessingTime(wallClock);
    collect();
  }

  /**
   * Everything received up to a moment has been seen.
   *
   * @param lagging the clock of the documents is behind that of the search
   */
  void clock(long receivedClock, boolean lagging) throws Exception {
    Watermark mark = new Watermark(receivedClock);
    detect.processWatermark(mark);
    collect();
    correlate.processWatermark(mark);
    collect();
    if (!lagging) {
      confirm.processWatermark1(mark);
    }
    confirm.processWatermark2(mark);
    collect();
    find.processWatermark(mark);
  }

  /** Lets a search that was begun come to its end. */
  void search() throws Exception {
    find.getOperator().finish();
    for (Unconfirmed unconfirmed : find.extractOutputValues()) {
      if (confirms) {
        confirm.processElement2(unconfirmed, 0);
      }
    }
    find.getOutput().clear();
    collect();
  }

  private void collect() throws Exception {
    for (Finding finding : detect.extractOutputValues()) {
      say(DOCUMENTS.of(finding));
    }
    for (EntityFinding finding : taken(detect, Detect.ENTITY_FINDINGS)) {
      correlate.processElement(finding, 0);
    }
    for (Document progress : taken(detect, Detect.PROGRESS)) {
      say(progress);
    }
    taken(detect, Detect.EVIDENCE);
    detect.getOutput().clear();
    for (Document incident : correlate.extractOutputValues()) {
      say(incident);
    }
    correlate.getOutput().clear();
    List<Document> rest = confirm.extractOutputValues();
    putRight += rest.size();
    unwritten.addAll(rest);
    confirm.getOutput().clear();
  }

  private void say(Document document) throws Exception {
    said.put(ConfirmDocuments.key(document), document);
    confirm.processElement1(document, 0);
    unwritten.addAll(confirm.extractOutputValues());
    confirm.getOutput().clear();
  }

  private static <T> List<T> taken(AbstractStreamOperatorTestHarness<?> task, OutputTag<T> tag) {
    List<T> taken = new ArrayList<>();
    var records = task.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> taken.add(record.getValue()));
      records.clear();
    }
    return taken;
  }

  /** Writes the next documents to the store. */
  void write(int most) {
    for (int i = 0; i < most && !unwritten.isEmpty(); i++) {
      store.write(unwritten.remove());
    }
  }

  void writeAll() {
    write(Integer.MAX_VALUE);
  }

  int unwritten() {
    return unwritten.size();
  }

  Checkpoint checkpoint(long id) throws Exception {
    return new Checkpoint(
        detect.snapshot(id, wallClock),
        correlate.snapshot(id, wallClock),
        find.snapshot(id, wallClock),
        confirm.snapshot(id, wallClock),
        List.copyOf(unwritten),
        Map.copyOf(said));
  }

  /**
   * Ends everything at once and goes on from a checkpoint.
   *
   * @param later how much later the wall clock of the next machine shows; may be less than nothing
   */
  void crash(Checkpoint to, long later) throws Exception {
    closeTasks();
    wallClock += later;
    unwritten.clear();
    unwritten.addAll(to.unwritten());
    said.clear();
    said.putAll(to.said());
    detect = detect(to.detect());
    correlate = correlate(to.correlate());
    find = find(to.find());
    confirm = confirm(to.confirm());
  }

  private void closeTasks() throws Exception {
    // A harness ends its operator as at the end of the input, which a crash does not.
    find.getOperator().close();
    for (AutoCloseable task : List.of(detect, correlate, find, confirm)) {
      task.close();
    }
  }

  @Override
  public void close() throws Exception {
    closeTasks();
    store.close();
  }
}
