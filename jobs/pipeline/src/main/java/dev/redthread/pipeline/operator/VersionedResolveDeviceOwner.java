package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.Versions;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * {@link ResolveDeviceOwner} for patterns that change: the events that are kept go once more to the
 * patterns that are new or changed.
 */
public final class VersionedResolveDeviceOwner
    extends KeyedBroadcastProcessFunction<String, DeviceEvent, PatternVersion, Candidate>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Versions versions;
  private final long greatestDelay;
  private final long linksKept;

  private transient @Nullable InForceState kept;
  private transient @Nullable InForce inForce;
  private transient @Nullable DeviceTask task;

  /**
   * @param greatestDelay of any source, in milliseconds
   * @param linksKept how long a link counts, in milliseconds
   */
  public VersionedResolveDeviceOwner(Versions versions, long greatestDelay, long linksKept) {
    this.versions = versions;
    this.greatestDelay = greatestDelay;
    this.linksKept = linksKept;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    kept = new InForceState(context.getOperatorStateStore());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  @Override
  public void open(OpenContext context) throws Exception {
    InForceState state = Objects.requireNonNull(kept, "initializeState was not called");
    InForce now = versions.start(state.get());
    state.put(now);
    inForce = now;
    PatternSet patterns = versions.compile(now.version());
    task =
        new DeviceTask(
            getRuntimeContext(), Candidates.of(patterns, now.number()), waiting(patterns));
  }

  private Waiting waiting(PatternSet patterns) {
    return Waiting.of(patterns, greatestDelay, linksKept);
  }

  private DeviceTask task() {
    return Objects.requireNonNull(task, "open was not called");
  }

  @Override
  public void processElement(DeviceEvent event, ReadOnlyContext context, Collector<Candidate> out) {
    task().onEvent(event, context.timerService(), out);
  }

  @Override
  public void onTimer(long timer, OnTimerContext context, Collector<Candidate> out) {
    task().onClock(timer, context.timerService());
  }

  @Override
  public void processBroadcastElement(
      PatternVersion version, Context context, Collector<Candidate> out) throws Exception {
    if (!version.isOfPatterns()) {
      return;
    }
    InForce before = Objects.requireNonNull(inForce, "open was not called");
    if (version.number() <= before.number()) {
      return;
    }
    InForce now = versions.next(before, version);
    Objects.requireNonNull(kept, "initializeState was not called").put(now);
    inForce = now;
    PatternSet patterns = versions.compile(version);
    task().change(Candidates.of(patterns, now.number()), waiting(patterns));
    Candidates changed =
        Candidates.of(patterns, pattern -> !now.decidesLike(before, pattern.id()), now.number());
    context.applyToKeyedState(
        ResolveDeviceOwner.ORPHANS, (device, orphans) -> task().renew(changed, out));
  }
}
