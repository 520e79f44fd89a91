package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redthread.cli.campaign.Campaign;
import dev.redthread.pipeline.JarOfSources;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} against a Flink cluster of processes that know nothing of Redthread: the job brings
 * its jars, patterns and sources, and its incidents are in Elasticsearch.
 */
final class ClusterRunIT {

  private static final Duration LONGEST = Duration.ofMinutes(4);

  @TempDir static Path folder;

  private static StandaloneFlink flink;
  private static ElasticsearchServer elasticsearch;

  @BeforeAll
  static void start() throws IOException {
    elasticsearch = ElasticsearchServer.start();
    flink = StandaloneFlink.start(Home.path("jobs", "cli", "target", "lib"));
  }

  @AfterAll
  static void stop() {
    flink.close();
    elasticsearch.close();
  }

  @Test
  void aJobOnAClusterWritesItsIncidents() throws Exception {
    List<Path> logs = new ArrayList<>();
    for (Campaign campaign : Campaign.loadAll(Home.path("patterns", "campaigns"))) {
      logs.addAll(List.of(campaign.story(), campaign.nearMisses()));
    }
    Ended run = run("files", "input: {files: " + logs + "}", "--attach");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().strip()).matches("[0-9a-f]{32}");
    long lines = 0;
    for (Path log : logs) {
      lines += Files.readAllLines(log).size();
    }
    assertThat(run.err()).contains("read " + lines + " lines: " + lines + " events");
    List<JsonNode> incidents = new IncidentTable(elasticsearch.address(), "files-incidents").open();
    assertThat(incidents).isNotEmpty();
    assertThat(findings(incidents)).isEqualTo(backtest(logs));
  }

  @Test
  void aJobOnAClusterRunsAPatternOutOfAJar() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("java-patterns"));
    Files.write(jars.resolve("example.jar"), JarOfSources.ofExample(folder).bytes());
    Path log = Files.writeString(folder.resolve("java.ndjson"), JavaPatternTest.LOG);

    Ended run =
        run(
            "java",
            JarOfSources.EXAMPLE.resolve("patterns"),
            "java-patterns: " + jars + "\ninput: {files: [" + log + "]}",
            "--attach");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(new IncidentTable(elasticsearch.address(), "java-incidents").open())
        .singleElement()
        .extracting(incident -> incident.at("/redthread/findings/0/pattern").asText())
        .isEqualTo(JavaPatternTest.ID);
  }

  @Test
  void aSecondJobOfOneNameIsRefused() throws Exception {
    // A broker that never answers: the job runs for as long as nobody cancels it.
    String input = "input: {kafka: {bootstrap-servers: '127.0.0.1:1', envelope-topics: [logs]}}";

    Ended first = run("silent", input);
    Ended second = run("silent", input);

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err())
        .contains("a job called silent runs there already, " + first.out().strip());
  }

  private static long findings(List<JsonNode> incidents) {
    return incidents.stream()
        .mapToLong(incident -> incident.path("redthread").path("findings").size())
        .sum();
  }

  private static long backtest(List<Path> logs) throws Exception {
    Content content =
        Content.load(
            List.of(Home.path("patterns")),
            Home.path("config", "sources"),
            Home.path("config", "identities.csv"),
            Duration.ZERO);
    return new Backtest(content, null, 1).over(logs).open().size();
  }

  private record Ended(int exit, String out, String err) {}

  private static Ended run(String name, String input, String... more) throws Exception {
    return run(name, Home.path("patterns"), input, more);
  }

  private static Ended run(String name, Path patterns, String input, String... more)
      throws Exception {
    Path config = folder.resolve(name + ".yml");
    Files.writeString(
        config,
        """
        job: {name: %1$s, parallelism: 1, cluster: %2$s, state-backend: rocksdb}
        patterns: [%3$s]
        sources: %4$s
        identities: %5$s
        %6$s
        elasticsearch: {url: %7$s, index-prefix: %1$s}
        """
            .formatted(
                name,
                flink.address(),
                patterns,
                Home.path("config", "sources"),
                Home.path("config", "identities.csv"),
                input,
                elasticsearch.address()));
    Path target = Home.path("jobs", "cli", "target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dredthread.root=" + System.getProperty("redthread.root"),
                "-Dlog4j2.configurationFile=" + Home.path("config", "log4j2-test.xml"),
                "-cp",
                target.resolve("redthread-cli.jar") + File.pathSeparator + target + "/lib/*",
                "dev.redthread.cli.Redthread",
                "run",
                "--config",
                config.toString()));
    command.addAll(List.of(more));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
          .as("still not done: %s", err)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
