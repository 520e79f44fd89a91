package dev.redthread.benchmark.flink;

import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.change.PatternFolder;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.embedded.LocalFlink;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.source.KafkaInput;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job as {@code run} builds it, with patterns that may change and checkpoints, reading Kafka,
 * but for what it writes to: findings and documents are shown to somebody in this process.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class KafkaJob implements AutoCloseable {
  private static final long LONGEST_STOP_SECONDS = 60;

  private final LocalFlink cluster;
  private final Held<Consumer<Finding>> findings;
  private final Held<Consumer<Document>> documents;
  private final JobClient job;

  private KafkaJob(
      LocalFlink cluster,
      Held<Consumer<Finding>> findings,
      Held<Consumer<Document>> documents,
      JobClient job) {
    this.cluster = cluster;
    this.findings = findings;
    this.documents = documents;
    this.job = job;
  }

  /**
   * Starts it; it may take some seconds more until it reads.
   *
   * @param config with Kafka as its input
   * @param findings called from threads of the job with each revision
   * @param documents the same with what would go to Elasticsearch
   */
  public static KafkaJob start(
      PipelineConfig config,
      Sources sources,
      Consumer<Finding> findings,
      Consumer<Document> documents)
      throws Exception {
    Configuration flink = FlinkSettings.lasting(config.job());
    LocalFlink cluster = LocalFlink.start(config.job().parallelism(), flink);
    Held<Consumer<Finding>> heldFindings = new Held<>(findings);
    Held<Consumer<Document>> heldDocuments = new Held<>(documents);
    StreamExecutionEnvironment env = cluster.environment(flink);
    Outputs outputs =
        new Outputs(
                Optional.of(new NotingSink<>(heldDocuments)),
                Optional.empty(),
                Optional.of(new NotingSink<>(heldFindings)))
            .withStored((after, until, pages) -> {});
    List<Path> paths = config.patterns().stream().map(Path::of).toList();
    Loaded patterns = PatternFiles.load(paths, sources.catalog());
    if (patterns.hasErrors()) {
      throw new IllegalStateException(patterns.text());
    }
    JobGraph.define(
        env,
        input(config, sources),
        outputs,
        settings(config, patterns, sources),
        changes(config, paths, patterns, sources));
    return new KafkaJob(
        cluster, heldFindings, heldDocuments, env.executeAsync(config.job().name()));
  }

  private static Inputs input(PipelineConfig config, Sources sources) {
    return Inputs.of(
        new Inputs.Input(
            "read-kafka",
            "Read Kafka",
            KafkaInput.of(config.input().kafka().orElseThrow(), sources),
            WatermarkStrategy.noWatermarks(),
            Optional.empty()));
  }

  private static Settings settings(PipelineConfig config, Loaded patterns, Sources sources) {
    return new Settings(
        patterns.set(),
        sources.mappings(),
        IdentityAliases.NONE,
        new DetectorFactory(
            DetectorOptions.DEFAULT
                .withBudget(config.budget().eventsPerKey())
                .withProgress(config.progress())
                .withCache(config.budget().cachedKeys(), DetectorOptions.DEFAULT.cachedEvents())),
        IncidentSettings.DEFAULT,
        config.devices().linksKept(),
        new Documents(config.elasticsearch().indexPrefix()));
  }

  private static PatternChanges changes(
      PipelineConfig config, List<Path> paths, Loaded patterns, Sources sources) {
    Versions versions =
        new Versions(
            PatternVersion.of(1, Clock.systemUTC().millis(), patterns.texts()), sources.catalog());
    return new PatternChanges(
        versions,
        new PatternWatchSource(
            versions, Optional.of(PatternFolder.of(paths)), config.hotChange().interval()));
  }

  @Override
  public void close() throws Exception {
    try (cluster;
        findings;
        documents) {
      job.cancel().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    }
  }
}
