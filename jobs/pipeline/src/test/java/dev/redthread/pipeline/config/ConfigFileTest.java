package dev.redthread.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redthread.normalize.ScimName;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.change.PatternWatchSource;
import dev.redthread.pipeline.config.PipelineConfig.Budget;
import dev.redthread.pipeline.config.PipelineConfig.Devices;
import dev.redthread.pipeline.config.PipelineConfig.Elasticsearch;
import dev.redthread.pipeline.config.PipelineConfig.Feed;
import dev.redthread.pipeline.config.PipelineConfig.Follow;
import dev.redthread.pipeline.config.PipelineConfig.HotChange;
import dev.redthread.pipeline.config.PipelineConfig.Incidents;
import dev.redthread.pipeline.config.PipelineConfig.Input;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import dev.redthread.pipeline.config.PipelineConfig.Names;
import dev.redthread.pipeline.config.PipelineConfig.Pages;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.PipelineConfig.Topics;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigFileTest {
  private static final String EVERYTHING =
      """
      job:
        name: other
        parallelism: 7
        buffer-timeout: 20ms
        checkpoint-interval: 45s
        checkpoint-directory: s3://bucket/checkpoints
        state-backend: rocksdb
        rocksdb: {writebuffer.size: 32mb}
        web-port: 9999
        cluster: http://jobs:8081
      patterns: [mine, theirs.yml]
      java-patterns: my/jars
      hot-change:
        watch: false
        interval: 700ms
        topic: patterns
      sources: my/sources
      identities: my/identities.csv
      identity-person: employee_number
      identities-topic: names
      input:
        kafka:
          bootstrap-servers: a:1,b:2
          group-id: group
          topics:
            okta.system: [one, two]
            json: [three]
          envelope-topics: [logs]
          properties:
            security.protocol: SSL
            fetch.max.bytes: 1000
        files: ["*.ndjson"]
        follow:
          door:
            files: ["door.log*"]
            source: door.log
        pull:
          mine:
            source: okta.system
            values: {api: https://example.okta.com}
            secret-variables: {token: OKTA}
            secret-files: {key: key.json}
            interval: 20s
            overlap: 3m
            lookback: 2d
            hold: 4m
            plain-http: true
      elasticsearch:
        url: https://es:9200
        user-variable: USER_NAME
        password-variable: USER_WORD
        index-prefix: prefix
      pages:
        url: https://pager/hook
        secret-variable: WORD
        least-severity: critical
      incidents:
        join-within: 36h
        retention: 5d
        most-findings: 7
        link: https://kibana/{id}
      devices:
        links-kept: 90d
      names:
        links-kept: 30d
      budget:
        events-per-key: 5
        cached-keys: 0
        java-evaluation: 70ms
      progress: false
      """;

  @Test
  void readsEveryPropertySetToSomethingElseThanItsDefault() throws BadConfig {
    PipelineConfig read = ConfigFile.parse("pipeline.yml", EVERYTHING);

    assertThat(read)
        .isEqualTo(
            new PipelineConfig(
                new Job(
                    "other",
                    7,
                    Duration.ofMillis(20),
                    Duration.ofSeconds(45),
                    Optional.of("s3://bucket/checkpoints"),
                    StateBackend.ROCKSDB,
                    Map.of("writebuffer.size", "32mb"),
                    Optional.of(9999),
                    Optional.of(URI.create("http://jobs:8081"))),
                List.of("mine", "theirs.yml"),
                Optional.of("my/jars"),
                new HotChange(false, Duration.ofMillis(700), Optional.of("patterns")),
                "my/sources",
                Optional.of("my/identities.csv"),
                ScimName.EMPLOYEE_NUMBER,
                Optional.of("names"),
                new Input(
                    Optional.of(
                        new Kafka(
                            "a:1,b:2",
                            "group",
                            Map.of(
                                "okta.system",
                                new Topics(List.of("one", "two")),
                                "json",
                                new Topics(List.of("three"))),
                            List.of("logs"),
                            Map.of("security.protocol", "SSL", "fetch.max.bytes", "1000"))),
                    List.of("*.ndjson"),
                    Map.of("door", new Follow(List.of("door.log*"), Optional.of("door.log"))),
                    Map.of(
                        "mine",
                        new Feed(
                            "okta.system",
                            Map.of("api", "https://example.okta.com"),
                            Map.of("token", "OKTA"),
                            Map.of("key", "key.json"),
                            Optional.of(Duration.ofSeconds(20)),
                            Optional.of(Duration.ofMinutes(3)),
                            Duration.ofDays(2),
                            Duration.ofMinutes(4),
                            true))),
                new Elasticsearch(
                    URI.create("https://es:9200"),
                    Optional.of("USER_NAME"),
                    Optional.of("USER_WORD"),
                    "prefix"),
                Optional.of(new Pages(URI.create("https://pager/hook"), "WORD", Level.CRITICAL)),
                new Incidents(
                    Duration.ofHours(36),
                    Duration.ofDays(5),
                    7,
                    Optional.of("https://kibana/{id}")),
                new Devices(Duration.ofDays(90)),
                new Names(Duration.ofDays(30)),
                new Budget(5, 0, Duration.ofMillis(70)),
                false));
  }

  @Test
  void leavesNoPropertyOfTheRecordAtItsDefaultInTheTestAbove() throws Exception {
    assertDiffers(ConfigFile.parse("full", EVERYTHING), ConfigFile.parse("empty", ""), "");
  }

  private static void assertDiffers(Object full, Object empty, String path) throws Exception {
    for (RecordComponent component : full.getClass().getRecordComponents()) {
      Object set = component.getAccessor().invoke(full);
      Object fallback = component.getAccessor().invoke(empty);
      String name = path + component.getName();
      assertThat(set).as(name).isNotEqualTo(fallback);
      if (set instanceof Record) {
        assertDiffers(set, fallback, name + ".");
      }
    }
  }

  @Test
  void setsEveryOptionOfTheTableInTheTestAbove() {
    assertThat(ConfigFile.options())
        .allSatisfy(
            option ->
                assertThat(EVERYTHING)
                    .containsPattern("(?m)^ *" + option.path().replaceAll(".*\\.", "") + ":"));
  }

  @Test
  void takesAnEmptyFileAsAllDefaults() throws BadConfig {
    PipelineConfig read = ConfigFile.parse("pipeline.yml", "");

    assertThat(read.job().stateBackend()).isEqualTo(StateBackend.HEAP);
    assertThat(read.input().kafka()).isEmpty();
    assertThat(read.pages()).isEmpty();
    assertThat(read.budget()).isEqualTo(new Budget(10_000, 10_000, Duration.ofMillis(500)));
  }

  @Test
  void tellsWhatFlinkDoesNotKnowOfRocksDb() {
    String bad =
        """
        job:
          rocksdb:
            bloom: true
            writebuffer.size: large
            options-factory: mine.Options
            use-bloom-filter: false
        """;

    assertThatExceptionOfType(BadConfig.class)
        .isThrownBy(() -> ConfigFile.parse("pipeline.yml", bad))
        .satisfies(
            thrown ->
                assertThat(thrown.problems())
                    .extracting(ConfigProblem::toString)
                    .satisfiesExactly(
                        bloom ->
                            assertThat(bloom)
                                .startsWith(
                                    "pipeline.yml:3:12: 'job.rocksdb.bloom' is no option that Flink"
                                        + " has for RocksDB; known are ")
                                .contains(" use-bloom-filter")
                                .doesNotContain("options-factory"),
                        size ->
                            assertThat(size)
                                .startsWith(
                                    "pipeline.yml:4:23: 'job.rocksdb.writebuffer.size' is not what"
                                        + " Flink expects there: ")
                                .contains("large"),
                        factory ->
                            assertThat(factory)
                                .startsWith(
                                    "pipeline.yml:5:22: 'job.rocksdb.options-factory' is no")));
  }

  @Test
  void reportsEveryProblemAtOnceInTheOrderOfTheFile() {
    String bad =
        """
        job:
          parallelism: many
          state-backend: disk
          color: red
        patterns: patterns
        input:
          kafka:
            group-id: g
        elasticsearch:
          url: localhost:9200
        pages: {}
        incidents:
          join-within: soon
        budget: 5
        extra: true
        extra: false
        """;

    assertThatExceptionOfType(BadConfig.class)
        .isThrownBy(() -> ConfigFile.parse("pipeline.yml", bad))
        .satisfies(
            thrown ->
                assertThat(thrown.problems())
                    .extracting(ConfigProblem::toString)
                    .containsExactly(
                        "pipeline.yml:2:16: 'job.parallelism' must be a whole number, 1 to 32768, not 'many'",
                        "pipeline.yml:3:18: 'job.state-backend' must be one of heap, rocksdb, not 'disk'",
                        "pipeline.yml:4:3: unknown key 'job.color'; known here are name, parallelism, buffer-timeout, checkpoint-interval, checkpoint-directory, state-backend, rocksdb, web-port, cluster",
                        "pipeline.yml:5:11: 'patterns' must be a list",
                        "pipeline.yml:8:5: 'input.kafka.bootstrap-servers' must be set",
                        "pipeline.yml:10:8: 'elasticsearch.url' must be an http or https URL, not 'localhost:9200'",
                        "pipeline.yml:11:8: 'pages.url' must be set",
                        "pipeline.yml:13:16: 'incidents.join-within' must be a duration above zero such as 30s, 15m or 1d, not 'soon'",
                        "pipeline.yml:14:9: budget must be a mapping",
                        "pipeline.yml:15:1: unknown key 'extra'; known here are job, patterns, java-patterns, hot-change, sources, identities, identity-person, identities-topic, input, elasticsearch, pages, incidents, devices, names, budget, progress",
                        "pipeline.yml:16:1: 'extra' is set twice"));
  }

  @Test
  void aChangeIsInForceWithinTenSecondsWhateverTheInterval() throws BadConfig {
    Duration longest = ConfigFile.defaults().hotChange().interval();
    assertThat(longest.multipliedBy(2).plus(PatternWatchSource.IN_EFFECT))
        .as("two looks, and the way to every task")
        .isLessThan(Duration.ofSeconds(10));

    assertThatExceptionOfType(BadConfig.class)
        .isThrownBy(
            () ->
                ConfigFile.parse(
                    "pipeline.yml",
                    "hot-change: {interval: %dms}".formatted(longest.toMillis() + 1)))
        .withMessage("pipeline.yml:1:24: 'hot-change.interval' must be 2s at most");
  }

  @Test
  void reportsWhereTheFileIsNoYaml() {
    assertThatExceptionOfType(BadConfig.class)
        .isThrownBy(() -> ConfigFile.parse("pipeline.yml", "job:\n  name: [a\n"))
        .withMessageStartingWith("pipeline.yml:3:1: not YAML");
  }

  @Test
  void readsTheFileThatIsShipped() throws Exception {
    PipelineConfig read = ConfigFile.read(root().resolve("config/pipeline.yml"));

    assertThat(read.input().kafka()).isPresent();
  }

  static Path root() {
    return Path.of(System.getProperty("redthread.root", "../.."));
  }
}
