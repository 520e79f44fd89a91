package dev.redthread.cli;

import dev.redthread.pattern.PatternPaths;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.InputCounts;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.config.BadConfig;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.ConfigProblem;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.config.PlacedConfig;
import dev.redthread.pipeline.embedded.LocalFlink;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the long-running job, with Flink in this process or on a cluster. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the job that a configuration file describes until it is stopped. After a crash, start it again with"
          + " the same file: it goes on from its newest checkpoint.",
      "With job.cluster in the file it sends the job to that Flink cluster, prints the job's id and returns.",
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

  @Option(
      names = "--attach",
      description = "With job.cluster: stay until the job has ended, and fail if it does.")
  private boolean attach;

  @Override
  public Integer call() throws Exception {
    PlacedConfig placed = read();
    PipelineConfig pipeline = placed.config();
    StartChecks checks = new StartChecks(placed, Path.of(""), System.getenv());
    refuse(checks.content());
    refuse(checks.rest(Content.sources(Path.of(pipeline.sources()))));
    Content content =
        Content.load(
            paths(pipeline),
            Path.of(pipeline.sources()),
            pipeline.identities().map(file -> path(file, pipeline)).orElse(null),
            pipeline.identityPerson(),
            Duration.ZERO);
    content.aliases().ambiguous().forEach(each -> err().println("redthread run: " + each));
    Configuration flink = FlinkSettings.lasting(pipeline.job());
    if (pipeline.job().cluster().isPresent()) {
      submit(new FlinkCluster(pipeline.job().cluster().get()), pipeline, content, flink);
      return 0;
    }
    restore(pipeline.job(), flink);
    try (LocalFlink cluster = LocalFlink.start(pipeline.job().parallelism(), flink)) {
      err().println("redthread run: Flink web UI " + cluster.webUi());
      StreamExecutionEnvironment env = cluster.environment(flink);
      define(env, pipeline, content);
      env.execute(pipeline.job().name());
    }
    return 0;
  }

  private void submit(
      FlinkCluster cluster, PipelineConfig pipeline, Content content, Configuration flink)
      throws Exception {
    String name = pipeline.job().name();
    cluster.mustNotRun(name);
    restore(pipeline.job(), flink);
    StreamExecutionEnvironment env = cluster.environment(flink);
    define(env, pipeline, content);
    JobClient job = env.executeAsync(name);
    err().println("redthread run: " + name + " runs on " + cluster.address() + " as");
    spec.commandLine().getOut().println(job.getJobID());
    spec.commandLine().getOut().flush();
    if (attach) {
      err().println(InputCounts.of(job.getJobExecutionResult().get()).text());
    }
  }

  /** By their full paths where the job runs elsewhere. */
  private static PatternPaths paths(PipelineConfig pipeline) {
    Path sources = path(pipeline.sources(), pipeline);
    Optional<Path> named = pipeline.javaPatterns().map(folder -> path(folder, pipeline));
    return Content.paths(
        pipeline.patterns().stream().map(each -> path(each, pipeline)).toList(),
        sources,
        JarFolder.folder(named, sources));
  }

  private static Path path(String text, PipelineConfig pipeline) {
    Path path = Path.of(text);
    return pipeline.job().cluster().isPresent() ? path.toAbsolutePath() : path;
  }

  /** A job that ends with its input has patterns that stay as they are. */
  private static void define(
      StreamExecutionEnvironment env, PipelineConfig pipeline, Content content) throws IOException {
    Inputs inputs = JobInputs.of(pipeline.input(), content.sources());
    Outputs outputs = JobOutputs.of(pipeline);
    Settings settings = content.settings(pipeline);
    if (inputs.end()) {
      JobGraph.define(env, inputs, outputs, settings);
    } else {
      JobGraph.define(
          env,
          inputs,
          outputs,
          settings,
          content.changes(paths(pipeline), pipeline, Clock.systemUTC()));
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private PlacedConfig read() throws IOException {
    if (!Files.isReadable(config)) {
      throw new Failure("there is no " + config + " that can be read: correct --config");
    }
    try {
      return ConfigFile.readPlaced(config);
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
      err().println("redthread run: going on from " + checkpoint.get());
      flink.set(
          StateRecoveryOptions.SAVEPOINT_PATH,
          checkpoint.get().toAbsolutePath().toUri().toString());
    }
  }

  private static void refuse(List<ConfigProblem> problems) {
    if (!problems.isEmpty()) {
      throw new Failure(
          "the configuration names what is not there:\n"
              + problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    }
  }
}
