package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.PersonFields;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.change.IdentityTexts;
import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.SideFiles;
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
 * {@link ResolveDeviceOwner} for patterns and alias tables that change. The events that are kept go
 * once more to the patterns that are new or changed.
 *
 * <p>Where the table may change, all events that some pattern asks for and whose person goes by
 * names pass here, keyed by those, and are kept as those of devices are: when a table comes by
 * which they mean somebody else, they are taken back and sent again. So what has gone on in the end
 * is what the last table says, whatever was in force when an event came.
 */
public final class VersionedResolveDeviceOwner
    extends KeyedBroadcastProcessFunction<String, DeviceEvent, PatternVersion, Candidate>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Versions versions;
  private final long greatestDelay;
  private final long linksKept;
  private final long namesKept;
  private final IdentityAliases aliases;
  private final PersonFields personFields;
  private final EnrichmentTexts enrichment;

  private transient @Nullable InForceState kept;
  private transient @Nullable InForce inForce;
  private transient @Nullable DeviceTask task;

  /**
   * @param greatestDelay of any source, in milliseconds
   * @param linksKept how long a link to a device counts, in milliseconds
   * @param namesKept how long a record counts that says whose a name is, in milliseconds
   * @param aliases the table with which the job was started
   * @param personFields that tables add because of a person
   * @param enrichment these tables
   */
  public VersionedResolveDeviceOwner(
      Versions versions,
      long greatestDelay,
      long linksKept,
      long namesKept,
      IdentityAliases aliases,
      PersonFields personFields,
      EnrichmentTexts enrichment) {
    this.personFields = personFields;
    this.enrichment = enrichment;
    this.versions = versions;
    this.greatestDelay = greatestDelay;
    this.linksKept = linksKept;
    this.namesKept = namesKept;
    this.aliases = aliases;
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
            getRuntimeContext(),
            Candidates.of(patterns, now.number()),
            waiting(patterns),
            IdentityTexts.start(state.get(SideFiles.IDENTITIES), aliases),
            personFields,
            enrichment.start(state.get(SideFiles.ENRICHMENT)));
  }

  private Waiting waiting(PatternSet patterns) {
    return Waiting.of(patterns, greatestDelay, linksKept, namesKept);
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
    InForceState state = Objects.requireNonNull(kept, "initializeState was not called");
    if (!version.isOfPatterns()) {
      if (version.subject().equals(SideFiles.IDENTITIES) && state.replace(version)) {
        task().change(IdentityTexts.read(version.texts(), aliases));
        context.applyToKeyedState(ResolveDeviceOwner.ORPHANS, (key, orphans) -> task().move(out));
      } else if (version.subject().equals(SideFiles.ENRICHMENT) && state.replace(version)) {
        task().change(enrichment.read(version.texts()));
      }
      return;
    }
    InForce before = Objects.requireNonNull(inForce, "open was not called");
    if (version.number() <= before.number()) {
      return;
    }
    InForce now = versions.next(before, version);
    state.put(now);
    inForce = now;
    PatternSet patterns = versions.compile(version);
    task().change(Candidates.of(patterns, now.number()), waiting(patterns));
    Candidates changed =
        Candidates.of(patterns, pattern -> !now.decidesLike(before, pattern.id()), now.number());
    context.applyToKeyedState(
        ResolveDeviceOwner.ORPHANS, (device, orphans) -> task().renew(changed, now.number(), out));
  }
}
