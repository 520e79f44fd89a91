package dev.redthread.cli;

import dev.redthread.engine.Finding;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.InputCounts;
import dev.redthread.pipeline.Inputs;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.embedded.LocalFlink;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The job over recorded logs, from their first line to their last.
 *
 * @param content what to look for
 * @param source the source of bare records, or null when each line names its own
 */
record Backtest(Content content, @Nullable String source, int parallelism) {

  private static final Comparator<Finding> ORDER =
      Comparator.comparingLong(Finding::first)
          .thenComparing(finding -> finding.pattern().id())
          .thenComparing(finding -> finding.group().toString())
          .thenComparing(Finding::id);

  /**
   * What a run leads to.
   *
   * @param findings the last revision of each id that was ever raised, sorted by first event,
   *     pattern, group and id
   * @param deadLetters the documents of the records that could not be read
   * @param counts what became of each line
   */
  record Outcome(List<Finding> findings, List<Document> deadLetters, InputCounts counts) {

    List<Finding> open() {
      return findings.stream().filter(finding -> finding.status() == Finding.Status.OPEN).toList();
    }
  }

  Outcome over(List<Path> files) throws Exception {
    Configuration flink = FlinkSettings.finite(parallelism, StateBackend.HEAP);
    try (Received<Finding> findings = new Received<>();
        Received<Document> documents = new Received<>();
        LocalFlink cluster = LocalFlink.start(parallelism, flink)) {
      StreamExecutionEnvironment env = cluster.environment(flink);
      JobGraph.define(
          env,
          files(files),
          new Outputs(Optional.of(documents), Optional.empty(), Optional.of(findings)),
          content.settings(ConfigFile.defaults()));
      InputCounts counts = InputCounts.of(env.execute("backtest"));
      return new Outcome(latest(findings.all()), deadLetters(documents.all()), counts);
    }
  }

  private Inputs files(List<Path> files) {
    return JobInputs.files(
        source == null
            ? RecordedLogSource.of(files, content.sources())
            : RecordedLogSource.of(files, content.sources(), source));
  }

  private static List<Finding> latest(List<Finding> revisions) {
    Map<String, Finding> latest = new HashMap<>();
    for (Finding revision : revisions) {
      latest.merge(
          revision.id(), revision, (one, other) -> one.revision() > other.revision() ? one : other);
    }
    List<Finding> sorted = new ArrayList<>(latest.values());
    sorted.sort(ORDER);
    return sorted;
  }

  private static List<Document> deadLetters(List<Document> documents) {
    return documents.stream().filter(document -> document.index().endsWith("deadletters")).toList();
  }
}
