package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.change.IdentityTexts;
import dev.redthread.pipeline.change.InForce;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.RefusedRecords;
import dev.redthread.pipeline.change.SideFiles;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Delivered;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.CoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * {@link NormaliseAndScreen} by patterns and tables that change: each record is read and screened
 * under the newest versions that have arrived, and its candidates say which of the patterns.
 */
public final class VersionedNormaliseAndScreen
    extends CoProcessFunction<Delivered, PatternVersion, Candidate>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1;

  private final Versions versions;
  private final List<SourceMapping> mappings;
  private final IdentityAliases aliases;
  private final boolean namesChange;
  private final EnrichmentTexts enrichment;

  private transient @Nullable InForceState kept;
  private transient @Nullable InForce inForce;
  private transient @Nullable ScreenStage stage;

  /**
   * @param aliases the table with which the job was started
   * @param namesChange whether others may follow
   */
  public VersionedNormaliseAndScreen(
      Versions versions,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      boolean namesChange,
      EnrichmentTexts enrichment) {
    this.versions = versions;
    this.mappings = List.copyOf(mappings);
    this.aliases = aliases;
    this.namesChange = namesChange;
    this.enrichment = enrichment;
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
    stage =
        new ScreenStage(
            getRuntimeContext(),
            mappings,
            IdentityTexts.start(state.get(SideFiles.IDENTITIES), aliases),
            namesChange,
            enrichment.start(state.get(SideFiles.ENRICHMENT)),
            versions.compile(now.version()),
            now.number());
    Metrics.of(getRuntimeContext().getMetricGroup())
        .gauge(Metric.PATTERN_VERSION, () -> inForce().number());
  }

  private InForce inForce() {
    return Objects.requireNonNull(inForce, "open was not called");
  }

  private ScreenStage stage() {
    return Objects.requireNonNull(stage, "open was not called");
  }

  @Override
  public void processElement1(Delivered delivered, Context context, Collector<Candidate> out) {
    stage().accept(delivered, context::output, out);
  }

  @Override
  public void processElement2(PatternVersion version, Context context, Collector<Candidate> out)
      throws Exception {
    InForceState state = Objects.requireNonNull(kept, "initializeState was not called");
    if (!version.isOfPatterns()) {
      List<PatternVersion> before =
          state.get(version.subject()).map(InForce::version).stream().toList();
      if (state.replace(version)) {
        onSideFiles(version);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
          RefusedRecords.added(version, before)
              .forEach(letter -> stage().reject(letter, context::output));
        }
      }
      return;
    }
    if (version.number() <= inForce().number()) {
      return;
    }
    InForce now = versions.next(inForce(), version);
    state.put(now);
    inForce = now;
    stage().change(versions.compile(version), now.number());
  }

  private void onSideFiles(PatternVersion version) {
    if (version.subject().equals(SideFiles.IDENTITIES)) {
      stage().change(IdentityTexts.read(version.texts(), aliases));
    } else if (version.subject().equals(SideFiles.ENRICHMENT)) {
      stage().change(enrichment.read(version.texts()));
    }
  }
}
