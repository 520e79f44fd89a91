package dev.redthread.cli;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.follow.FollowSource;
import dev.redthread.pipeline.pull.PullSource;
import dev.redthread.pipeline.source.FileGlob;
import dev.redthread.pipeline.source.KafkaInput;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Where a job reads from. */
final class JobInputs {

  private JobInputs() {}

  /** What a configuration names; files by their full paths, so that any process finds them. */
  static Inputs of(PipelineConfig.Input input, Sources sources) throws IOException {
    List<Inputs.Input> inputs = new ArrayList<>();
    input.kafka().ifPresent(kafka -> inputs.add(kafka(kafka, sources)));
    if (!input.pull().isEmpty()) {
      inputs.add(pull(input.pull(), sources));
    }
    if (!input.follow().isEmpty()) {
      inputs.add(follow(input.follow(), sources));
    }
    List<Path> files = new ArrayList<>();
    for (String glob : input.files()) {
      new FileGlob(Path.of("").toAbsolutePath(), glob)
          .files().stream().filter(file -> !files.contains(file)).forEach(files::add);
    }
    if (!files.isEmpty()) {
      inputs.addAll(files(RecordedLogSource.of(files, sources)).inputs());
    }
    return new Inputs(inputs);
  }

  private static Inputs.Input kafka(PipelineConfig.Kafka kafka, Sources sources) {
    return new Inputs.Input(
        "read-kafka",
        "Read Kafka",
        KafkaInput.of(kafka, sources),
        WatermarkStrategy.noWatermarks(),
        Optional.empty());
  }

  private static Inputs.Input pull(Map<String, PipelineConfig.Feed> feeds, Sources sources) {
    return new Inputs.Input(
        "pull",
        "Pull",
        PullSource.of(feeds, sources),
        WatermarkStrategy.noWatermarks(),
        Optional.of(1));
  }

  private static Inputs.Input follow(Map<String, PipelineConfig.Follow> feeds, Sources sources) {
    return new Inputs.Input(
        "follow-files",
        "Follow files",
        FollowSource.of(feeds, sources, Path.of("").toAbsolutePath()),
        WatermarkStrategy.noWatermarks(),
        Optional.of(1));
  }

  /** Recorded logs. */
  static Inputs files(RecordedLogSource logs) {
    return Inputs.of(
        new Inputs.Input(
            "read-files",
            "Read recorded logs",
            logs,
            WatermarkStrategy.noWatermarks(),
            Optional.of(1)));
  }
}
