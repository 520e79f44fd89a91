package dev.redthread.cli;

import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.config.BadConfig;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.sink.ElasticsearchSink;
import dev.redthread.pipeline.sink.ElasticsearchTarget;
import dev.redthread.pipeline.sink.WebhookSink;
import dev.redthread.pipeline.source.KafkaInput;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the long-running job, with Flink in this process. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the job that a configuration file describes until it is stopped. After a crash, start it again with"
          + " the same file: it goes on from its newest checkpoint.",
      ""
    },
    footer = {"", "Every option of the file is in docs/operating.md."})
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration, e.g. config/pipeline.yml.")
  private Path config;

  @Override
  public Integer call() throws Exception {
    PipelineConfig pipeline = read();
    Content content =
        Content.load(
            pipeline.patterns().stream().map(Path::of).toList(),
            Path.of(pipeline.sources()),
            pipeline.identities().map(Path::of).orElse(null),
            Duration.ZERO);
    Configuration flink = FlinkSettings.lasting(pipeline.job());
    restore(pipeline.job(), flink);
    try (LocalFlink cluster = LocalFlink.start(pipeline.job().parallelism(), flink)) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("redthread run: Flink web UI " + cluster.webUi());
      StreamExecutionEnvironment env = cluster.environment(flink);
      JobGraph.define(
          env, inputs(pipeline.input(), content), outputs(pipeline), settings(pipeline, content));
      env.execute(pipeline.job().name());
    }
    return 0;
  }

  private PipelineConfig read() throws IOException {
    try {
      return ConfigFile.read(config);
    } catch (BadConfig problems) {
      throw new Failure("the configuration is not good:\n" + problems.getMessage());
    }
  }

  private void restore(PipelineConfig.Job job, Configuration flink) {
    Optional<Path> checkpoint =
        job.checkpointDirectory()
            .filter(directory -> !directory.contains("://"))
            .map(Path::of)
            .flatMap(LatestCheckpoint::below);
    if (checkpoint.isPresent()) {
      spec.commandLine().getErr().println("redthread run: going on from " + checkpoint.get());
      flink.set(
          StateRecoveryOptions.SAVEPOINT_PATH,
          checkpoint.get().toAbsolutePath().toUri().toString());
    }
  }

  private static Inputs inputs(PipelineConfig.Input input, Content content) throws IOException {
    List<Inputs.Input> inputs = new ArrayList<>();
    if (input.kafka().isPresent()) {
      inputs.add(
          new Inputs.Input(
              "read-kafka",
              "Read Kafka",
              KafkaInput.of(input.kafka().get(), content.sources()),
              WatermarkStrategy.noWatermarks(),
              Optional.empty()));
    }
    List<Path> files = files(input.files());
    if (!files.isEmpty()) {
      inputs.addAll(Backtest.inputs(RecordedLogSource.of(files, content.sources())).inputs());
    }
    return new Inputs(inputs);
  }

  private static List<Path> files(List<String> globs) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String glob : globs) {
      Path pattern = Path.of(glob);
      Path folder = pattern.getParent() == null ? Path.of("") : pattern.getParent();
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      try (Stream<Path> entries = Files.list(folder)) {
        entries.filter(matcher::matches).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static Outputs outputs(PipelineConfig pipeline) {
    PipelineConfig.Elasticsearch elasticsearch = pipeline.elasticsearch();
    Documents documents = new Documents(elasticsearch.indexPrefix());
    return Outputs.of(
        new ElasticsearchSink(
            new ElasticsearchTarget(
                elasticsearch.url(),
                elasticsearch.userVariable().orElse(null),
                elasticsearch.passwordVariable().orElse(null)),
            Templates.of(elasticsearch.indexPrefix()),
            elasticsearch.indexPrefix() + "-deadletters",
            documents::of),
        pipeline.pages().map(WebhookSink::of));
  }

  private static Settings settings(PipelineConfig pipeline, Content content) {
    PipelineConfig.Incidents incidents = pipeline.incidents();
    DetectorOptions defaults = DetectorOptions.DEFAULT;
    return new Settings(
        content.patterns(),
        content.sources().mappings(),
        content.aliases(),
        new DetectorFactory(
            defaults
                .withBudget(pipeline.budget().eventsPerKey())
                .withCache(pipeline.budget().cachedKeys(), defaults.cachedEvents())),
        new IncidentSettings(
            incidents.joinWithin(),
            incidents.retention(),
            pipeline.pages().map(PipelineConfig.Pages::leastSeverity).orElse(Level.HIGH),
            incidents.mostFindings(),
            incidents.link().orElse(null)),
        pipeline.devices().linksKept(),
        new Documents(pipeline.elasticsearch().indexPrefix()));
  }
}
