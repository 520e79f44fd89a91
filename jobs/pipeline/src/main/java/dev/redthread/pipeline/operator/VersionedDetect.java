package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.metrics.Kept;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.operator.Detect.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.SimpleTimerService;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * {@link Detect} of patterns that change. It is an operator and no function, since only an operator
 * may set timers for the keys that it walks.
 *
 * <p>A version that arrives is in force at once. The keys of patterns that changed or went are
 * decided anew or let go of in slices, each by a timer of its own in processing time, or before
 * that by the next thing that happens to them. A candidate of a version that has not arrived here
 * waits for it, and the clock with it; one of an older version is screened again if its pattern has
 * changed.
 *
 * <p><i>Invariants:</i> at a checkpoint no candidate waits: whoever screened it had the version
 * from before the barrier, and so has this task. Of patterns that are as they were, no state is
 * touched.
 *
 * <p>Keeps its state and timers under the names that {@link Detect} has for them.
 */
public final class VersionedDetect extends AbstractStreamOperator<Finding>
    implements TwoInputStreamOperator<Candidate, PatternVersion, Finding>,
        Triggerable<TimelineKey, VoidNamespace> {
  private static final long serialVersionUID = 1;

  /** So many keys are decided anew at one go. */
  private static final int SLICE = 100;

  /** The pause after that, in milliseconds, in which other things get their turn. */
  private static final long PAUSE = 5;

  private final Versions versions;
  private final Detector.Factory detectors;
  private final Documents documents;
  private final int level;

  private transient @Nullable Running running;

  /**
   * @param level of the patterns that it decides
   */
  public VersionedDetect(
      Versions versions, Detector.Factory detectors, Documents documents, int level) {
    this.versions = versions;
    this.detectors = detectors;
    this.documents = documents;
    this.level = level;
  }

  @Override
  public void open() throws Exception {
    super.open();
    InForceState kept = new InForceState(getOperatorStateBackend());
    ListState<Kept> counted = getOperatorStateBackend().getListState(Detect.KEPT);
    ReceivedClockState clock = new ReceivedClockState(getOperatorStateBackend());
    InForce inForce = versions.start(kept.get());
    TimerService timers =
        new SimpleTimerService(
            getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this));
    DetectTask task =
        new DetectTask(
            getRuntimeContext(),
            versions.compile(inForce.version()),
            detectors,
            documents,
            counted.get());
    Running started =
        new Running(
            kept, counted, clock, inForce, timers, task, new TimestampedCollector<>(output));
    running = started;
    if (timeServiceManager != null && clock.restored() != Long.MIN_VALUE) {
      timeServiceManager.advanceWatermark(new Watermark(clock.restored()));
    }
    task.change(versions.compile(inForce.version()), inForce, level);
    Metrics.of(getMetricGroup()).gauge(Metric.PATTERN_VERSION, () -> started.inForce.number());
    kept.put(inForce);
  }

  private Running running() {
    return Objects.requireNonNull(running, "open was not called");
  }

  @Override
  public void processElement1(StreamRecord<Candidate> element) {
    Running now = running();
    Candidate candidate = element.getValue();
    if (candidate.version() > now.inForce.number()) {
      now.waiting.add(candidate);
      return;
    }
    now.collector.setTimestamp(element);
    take(candidate, now);
  }

  private void take(Candidate candidate, Running now) {
    if (!now.task.decides(candidate.pattern())) {
      return;
    }
    if (candidate.version() >= now.changedAt.getOrDefault(candidate.pattern(), 0L)) {
      now.task.onCandidate(candidate, now.timers, now.outputs(this::emit));
    } else {
      now.task
          .screened(candidate)
          .ifPresent(
              screened -> now.task.onCandidate(screened, now.timers, now.outputs(this::emit)));
    }
  }

  private <T> void emit(OutputTag<T> tag, T value) {
    output.collect(tag, new StreamRecord<>(value));
  }

  @Override
  public void processElement2(StreamRecord<PatternVersion> element) throws Exception {
    Running now = running();
    PatternVersion version = element.getValue();
    if (version.number() <= now.inForce.number()) {
      return;
    }
    InForce before = now.inForce;
    now.inForce = versions.next(before, version);
    now.kept.put(now.inForce);
    for (String pattern : now.inForce.forms().keySet()) {
      if (!now.inForce.decidesLike(before, pattern)) {
        now.changedAt.put(pattern, version.number());
      }
    }
    now.task.change(versions.compile(version), now.inForce, level);
    now.renews = true;
    renewStale(now);
    release(now);
  }

  /**
   * Sets timers for the keys whose patterns are not as they were, once the received clock is known:
   * without it, all that has settled would have to wait again.
   */
  private void renewStale(Running now) throws Exception {
    if (!now.renews || now.timers.currentWatermark() == Long.MIN_VALUE) {
      return;
    }
    now.renews = false;
    long begin = now.timers.currentProcessingTime() + 1;
    int[] stale = {0};
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            KeyedTimeline.DECIDED,
            (Object key, ValueState<Decided> decided) -> {
              if (now.task.isStale((TimelineKey) key, decided.value())) {
                now.timers.registerProcessingTimeTimer(begin + stale[0] / SLICE * PAUSE);
                stale[0]++;
              }
            });
  }

  private void release(Running now) throws Exception {
    List<Candidate> all = List.copyOf(now.waiting);
    now.waiting.clear();
    for (Candidate candidate : all) {
      if (candidate.version() > now.inForce.number()) {
        now.waiting.add(candidate);
      } else {
        setCurrentKey(TimelineKey.of(candidate));
        now.collector.eraseTimestamp();
        take(candidate, now);
      }
    }
    Watermark held = now.heldWatermark;
    if (now.waiting.isEmpty() && held != null) {
      now.heldWatermark = null;
      pass(held, now);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    Running now = running();
    if (now.waiting.isEmpty()) {
      pass(mark, now);
    } else {
      now.heldWatermark = mark;
    }
  }

  private void pass(Watermark mark, Running now) throws Exception {
    super.processWatermark(new Watermark(now.clock.atLeastRestored(mark.getTimestamp())));
    renewStale(now);
  }

  @Override
  public void onEventTime(InternalTimer<TimelineKey, VoidNamespace> timer) {
    Running now = running();
    now.collector.setAbsoluteTimestamp(timer.getTimestamp());
    now.task.onReceivedClock(
        timer.getTimestamp(), timer.getKey(), now.timers, now.outputs(this::emit));
  }

  @Override
  public void onProcessingTime(InternalTimer<TimelineKey, VoidNamespace> timer) {
    Running now = running();
    now.collector.eraseTimestamp();
    now.task.onWallClock(timer.getTimestamp(), timer.getKey(), now.timers, now.outputs(this::emit));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    Running now = running();
    if (!now.waiting.isEmpty()) {
      throw new IllegalStateException("a checkpoint came before the version of a candidate");
    }
    now.counted.update(now.task.meters().kept());
    now.clock.keep(now.timers.currentWatermark());
    super.snapshotState(context);
  }

  /** What an opened operator has. */
  private static final class Running {
    private final InForceState kept;
    private final ListState<Kept> counted;
    private final ReceivedClockState clock;
    private final TimerService timers;
    private final DetectTask task;
    private final TimestampedCollector<Finding> collector;
    private final List<Candidate> waiting = new ArrayList<>();
    private final Map<String, Long> changedAt = new HashMap<>();
    private InForce inForce;
    private @Nullable Watermark heldWatermark;

    /**
     * Whether keys whose patterns are not as they were have yet to be looked for. After a restore
     * too: the checkpoint may have come before that.
     */
    private boolean renews = true;

    Running(
        InForceState kept,
        ListState<Kept> counted,
        ReceivedClockState clock,
        InForce inForce,
        TimerService timers,
        DetectTask task,
        TimestampedCollector<Finding> collector) {
      this.kept = kept;
      this.counted = counted;
      this.clock = clock;
      this.inForce = inForce;
      this.timers = timers;
      this.task = task;
      this.collector = collector;
    }

    Outputs outputs(SideOutput sides) {
      return new Outputs(sides, collector);
    }
  }
}
