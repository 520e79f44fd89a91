package dev.redthread.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redthread.cli.campaign.BackgroundWeek;
import dev.redthread.cli.campaign.Campaign;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.JobGraph;
import dev.redthread.pipeline.Outputs;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import dev.redthread.pipeline.embedded.LocalFlink;
import dev.redthread.pipeline.embedded.TemporaryFolder;
import dev.redthread.pipeline.sink.ElasticsearchTarget;
import dev.redthread.pipeline.source.RecordedLogSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the main job over the recorded campaigns, end to end. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a real Elasticsearch and Flink on free ports, replays the recorded campaigns of"
          + " patterns/campaigns among a working week of 200 people's quiet traffic, and prints the incidents"
          + " as they stand in Elasticsearch. Nothing is left behind.",
      ""
    })
final class DemoCommand implements Callable<Integer> {

  private static final int PARALLELISM = 2;
  private static final String INDEX_PREFIX = DocumentIndex.PREFIX;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      description = "Leave Elasticsearch and the Flink web UI up until Ctrl-C.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    err.println("redthread demo: starting Elasticsearch and Flink ...");
    CompletableFuture<ElasticsearchServer> starting =
        CompletableFuture.supplyAsync(ElasticsearchServer::start);
    Configuration flink = FlinkSettings.finite(PARALLELISM, StateBackend.HEAP);
    try (TemporaryFolder folder = TemporaryFolder.create("redthread-demo-");
        LocalFlink cluster = LocalFlink.start(PARALLELISM, flink)) {
      List<Path> logs = logs(folder.path(), err);
      try (ElasticsearchServer elasticsearch = started(starting)) {
        replay(cluster.environment(flink), logs, elasticsearch.address());
        show(elasticsearch.address(), cluster.webUi());
        if (keep) {
          err.println("Ctrl-C ends it.");
          new CountDownLatch(1).await();
        }
      }
    } finally {
      starting.exceptionally(failure -> null).thenAccept(DemoCommand::close).join();
    }
    return 0;
  }

  private static ElasticsearchServer started(CompletableFuture<ElasticsearchServer> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Failure(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
  }

  private static void close(@Nullable ElasticsearchServer server) {
    if (server != null) {
      server.close();
    }
  }

  private static List<Path> logs(Path folder, PrintWriter err) throws IOException {
    List<Path> logs = new ArrayList<>();
    for (Campaign campaign : Campaign.loadAll(Home.path("patterns", "campaigns"))) {
      Path week = folder.resolve(campaign.name() + "-background.ndjson");
      BackgroundWeek.Written written = BackgroundWeek.write(campaign.background(), week);
      err.println(
          "redthread demo: campaign "
              + campaign.name()
              + " among "
              + written.records()
              + " records of quiet traffic");
      logs.addAll(List.of(campaign.story(), campaign.nearMisses(), week));
    }
    return logs;
  }

  private static void replay(StreamExecutionEnvironment env, List<Path> logs, URI elasticsearch)
      throws Exception {
    Content content =
        Content.load(
            List.of(Home.path("patterns")),
            Home.path("config", "sources"),
            Home.path("config", "identities.csv"),
            Duration.ZERO);
    JobGraph.define(
        env,
        JobInputs.files(RecordedLogSource.of(logs, content.sources())),
        Outputs.of(
            JobOutputs.documents(ElasticsearchTarget.of(elasticsearch), INDEX_PREFIX),
            Optional.empty()),
        content.settings(ConfigFile.defaults()));
    env.execute("redthread demo");
  }

  private void show(URI elasticsearch, URI webUi) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<JsonNode> incidents = new IncidentTable(elasticsearch, INDEX_PREFIX + "-incidents").open();
    if (incidents.isEmpty()) {
      throw new Failure("the recorded campaigns led to no incident");
    }
    out.print(IncidentTable.render(incidents));
    out.println();
    if (keep) {
      out.println("Elasticsearch  " + elasticsearch + "/" + INDEX_PREFIX + "-incidents/_search");
      out.println("Flink web UI   " + webUi);
    } else {
      out.println("To look at their documents, and at the job that found them:");
      out.println("  ./redthread demo --keep");
    }
    out.flush();
  }
}
