package dev.redthread.pipeline;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.normalize.PersonFields;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.SideFiles;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.operator.DeviceEvent;
import dev.redthread.pipeline.operator.InForceState;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.operator.VersionedDetect;
import dev.redthread.pipeline.operator.VersionedNormaliseAndScreen;
import dev.redthread.pipeline.operator.VersionedResolveDeviceOwner;
import dev.redthread.pipeline.operator.WireTypes;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.state.Uids;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Patterns that change while the job runs, and side files. Every level of nesting is there, since a
 * change may bring it.
 *
 * @param changed the versions of the patterns that follow, to be sent to every task
 * @param all the same and those of the side files, to be sent to every task that knows both
 * @param namesChange whether the alias table is among the side files
 */
record ChangingPatterns(
    Settings settings,
    Versions versions,
    DataStream<PatternVersion> changed,
    DataStream<PatternVersion> all,
    boolean namesChange)
    implements PatternStages {

  static ChangingPatterns of(
      StreamExecutionEnvironment env, Settings settings, PatternChanges changes) {
    DataStream<PatternVersion> changed = watch(env, PatternVersion.PATTERNS, changes.source());
    DataStream<PatternVersion> all = changed;
    for (SideFiles side : changes.sides()) {
      all = all.union(watch(env, side.subject(), side.source()));
    }
    boolean namesChange =
        changes.sides().stream().anyMatch(side -> side.subject().equals(SideFiles.IDENTITIES));
    return new ChangingPatterns(settings, changes.versions(), changed, all, namesChange);
  }

  private static DataStream<PatternVersion> watch(
      StreamExecutionEnvironment env, String subject, Source<PatternVersion, ?, ?> source) {
    return env.fromSource(
            source, WatermarkStrategy.noWatermarks(), "Watch " + subject, WireTypes.PATTERN_VERSION)
        .setParallelism(1)
        .uid(Uids.WATCH + subject);
  }

  @Override
  public SingleOutputStreamOperator<Candidate> screen(DataStream<Delivered> read) {
    return read.connect(all.broadcast())
        .process(
            new VersionedNormaliseAndScreen(
                versions,
                settings.mappings(),
                settings.aliases(),
                namesChange,
                settings.enrichment()));
  }

  @Override
  public SingleOutputStreamOperator<Candidate> resolve(KeyedStream<DeviceEvent, String> devices) {
    return devices
        .connect(all.broadcast(InForceState.DESCRIPTOR))
        .process(
            new VersionedResolveDeviceOwner(
                versions,
                settings.greatestDelay(),
                settings.linksKept().toMillis(),
                settings.namesKept().toMillis(),
                settings.aliases(),
                PersonFields.of(settings.mappings()),
                settings.enrichment()));
  }

  @Override
  public SingleOutputStreamOperator<Finding> detect(
      KeyedStream<Candidate, TimelineKey> candidates, int level) {
    StreamExecutionEnvironment env = candidates.getExecutionEnvironment();
    VersionedDetect detect =
        new VersionedDetect(versions, settings.detectors(), settings.documents(), level);
    TwoInputTransformation<Candidate, PatternVersion, Finding> transformation =
        new TwoInputTransformation<>(
            candidates.getTransformation(),
            changed.broadcast().getTransformation(),
            "Detect",
            SimpleOperatorFactory.of(detect),
            WireTypes.FINDING,
            env.getParallelism(),
            false);
    transformation.setStateKeySelectors(candidates.getKeySelector(), null);
    transformation.setStateKeyType(WireTypes.TIMELINE_KEY);
    env.addOperator(transformation);
    return new Added<>(env, transformation);
  }

  @Override
  public int deepest() {
    return Levels.MOST;
  }

  /** An operator that was added by hand. */
  private static final class Added<T> extends SingleOutputStreamOperator<T> {
    Added(StreamExecutionEnvironment env, TwoInputTransformation<?, ?, T> transformation) {
      super(env, transformation);
    }
  }
}
