package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.config.BadConfig;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} refuses before it starts, each with its place in the file. */
final class StartChecksTest {

  private static final Sources SOURCES = Content.sources(Home.path("config", "sources"));

  @TempDir Path folder;

  @BeforeEach
  void contentIsThere() throws IOException {
    for (String name : List.of("patterns", "config/sources", "logs/okta")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.createFile(folder.resolve("logs/okta/monday.ndjson"));
    Files.createFile(folder.resolve("logs/plain.ndjson"));
  }

  @Test
  void theShippedConfigurationPasses() throws IOException, BadConfig {
    StartChecks checks =
        new StartChecks(
            ConfigFile.readPlaced(Home.path("config", "pipeline.yml")), Home.path(""), Map.of());

    assertThat(checks.content()).isEmpty();
    assertThat(checks.rest(SOURCES)).isEmpty();
  }

  @Test
  void whatIsThereIsTaken() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                input:
                  kafka:
                    bootstrap-servers: localhost:1
                    topics: {okta.system: [okta], json: [other]}
                    envelope-topics: [logs]
                  files: [logs/*.ndjson, logs/*/mon*.ndjson, "logs/**/*.ndjson", logs/plain.ndjson]
                job: {checkpoint-directory: not/yet/there}
                pages: {url: http://localhost/, secret-variable: SET}
                """,
                Map.of("SET", "x")))
        .isEmpty();
  }

  @Test
  void aTopicOfAnUnknownSourceIsRefused() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                input:
                  kafka:
                    bootstrap-servers: localhost:1
                    topics:
                      okta.systm: [okta]
                """))
        .containsExactly(
            "pipeline.yml:5:7: no source is called okta.systm; did you mean `okta.system`?");
  }

  @Test
  void aTopicWithTwoMeaningsIsRefused() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                input:
                  kafka:
                    bootstrap-servers: localhost:1
                    topics: {okta.system: [logs]}
                    envelope-topics: [logs]
                """))
        .containsExactly("pipeline.yml:5:5: the topic logs is named twice: remove one");
  }

  @Test
  void aTopicOfPatternsIsTakenOverAConnectionThatAuthenticates() throws IOException, BadConfig {
    for (String properties :
        List.of(
            "{security.protocol: SASL_SSL, sasl.mechanism: PLAIN}",
            "{security.protocol: sasl_plaintext}",
            "{security.protocol: SSL, ssl.keystore.location: a.p12}",
            "{security.protocol: SSL, ssl.keystore.certificate.chain: a, ssl.keystore.key: b}")) {
      assertThat(problems(changing("{watch: false, topic: changes}", properties)))
          .as(properties)
          .isEmpty();
    }
  }

  @Test
  void aTopicOfPatternsThatAnyoneMayWriteToIsRefused() throws IOException, BadConfig {
    for (String properties :
        List.of(
            "{}",
            "{security.protocol: PLAINTEXT, sasl.mechanism: PLAIN}",
            "{security.protocol: SSL, ssl.truststore.location: a.p12}",
            "{ssl.keystore.location: a.p12}")) {
      assertThat(problems(changing("{watch: false, topic: changes}", properties)))
          .as(properties)
          .containsExactly(
              "pipeline.yml:1:28: whoever reaches the broker could change the patterns: in"
                  + " input.kafka.properties set security.protocol to SASL_SSL with sasl.mechanism"
                  + " and sasl.jaas.config, or to SSL with ssl.keystore.location, as the broker asks"
                  + " for; or remove the topic");
    }
  }

  @Test
  void aTopicOfPatternsNeedsABrokerAndIsNeitherOfLogsNorBesideAWatch()
      throws IOException, BadConfig {
    assertThat(problems("hot-change: {watch: false, topic: a}\ninput: {files: [logs/*.ndjson]}"))
        .containsExactly(
            "pipeline.yml:1:28: there is no broker to read the topic a from: set input.kafka");
    assertThat(problems(changing("{watch: false, topic: okta}", "{security.protocol: SASL_SSL}")))
        .containsExactly("pipeline.yml:1:28: the topic okta is named twice: remove one");
    assertThat(problems(changing("{topic: changes}", "{security.protocol: SASL_SSL}")))
        .containsExactly(
            "pipeline.yml:1:14: patterns cannot change by their files and by a topic at once: set"
                + " hot-change.watch to false, or remove the topic");
  }

  @Test
  void aTopicOfNamesTakesTheSameConnectionAndNoFileBesideIt() throws IOException, BadConfig {
    String topic = "identities-topic: %s\n";
    String watch = "{watch: true}";
    assertThat(
            problems(topic.formatted("names") + changing(watch, "{security.protocol: SASL_SSL}")))
        .isEmpty();
    assertThat(problems(topic.formatted("names") + changing(watch, "{}")))
        .hasSize(1)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith(
            "pipeline.yml:1:1: whoever reaches the broker could change whose a name is: in"
                + " input.kafka.properties set");
    assertThat(problems(topic.formatted("okta") + changing(watch, "{security.protocol: SASL_SSL}")))
        .containsExactly("pipeline.yml:1:1: the topic okta is named twice: remove one");
    assertThat(problems(topic.formatted("names") + "input: {files: [logs/*.ndjson]}"))
        .containsExactly(
            "pipeline.yml:1:1: there is no broker to read the topic names from: set input.kafka");
    assertThat(
            problems(
                topic.formatted("names")
                    + "identities: logs/plain.ndjson\n"
                    + changing(watch, "{security.protocol: SASL_SSL}")))
        .containsExactly(
            "pipeline.yml:1:1: names cannot come from a file and from a topic at once: remove"
                + " identities or identities-topic");
  }

  private static String changing(String hotChange, String properties) {
    return """
        hot-change: %s
        input:
          kafka:
            bootstrap-servers: localhost:1
            topics: {okta.system: [okta]}
            properties: %s
        """
        .formatted(hotChange, properties);
  }

  @Test
  void noTopicAndNoInputAtAllAreRefused() throws IOException, BadConfig {
    assertThat(problems("input: {kafka: {bootstrap-servers: 'localhost:1'}}"))
        .containsExactly(
            "pipeline.yml:1:9: no topic to read: name some under topics or envelope-topics");
    assertThat(problems("job: {name: a}"))
        .containsExactly(
            "pipeline.yml:1:1: nothing to read: name topics under input.kafka, globs under"
                + " input.files, or feeds under input.follow or input.pull");
  }

  @Test
  void filesToFollowNeedAFolderAndASourceThatThereIs() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                input:
                  follow:
                    one: {files: ['lgos/door.log*'], source: okta.sytem}
                    two: {files: ['logs/none-yet.log']}
                    three: {source: okta.system}
                    four: {files: ['logs/[a']}
                """))
        .containsExactly(
            "pipeline.yml:3:19: nothing can be followed at lgos/door.log*; did you mean `logs`?",
            "pipeline.yml:3:38: no source is called okta.sytem; did you mean `okta.system`?",
            "pipeline.yml:5:5: no file to follow: name globs under files",
            "pipeline.yml:6:20: logs/[a: this is no glob: Missing ']");
  }

  @Test
  void aGlobThatMatchesNothingIsRefused() throws IOException, BadConfig {
    assertThat(problems("input:\n  files: ['logs/*.json', 'lgos/*.ndjson', logs/okta]"))
        .containsExactly(
            "pipeline.yml:2:11: no file matches logs/*.json in "
                + folder.resolve("logs")
                + ": put the logs there, or correct the glob",
            "pipeline.yml:2:26: no file matches lgos/*.ndjson; did you mean `logs`?",
            "pipeline.yml:2:43: no file matches logs/okta in "
                + folder.resolve("logs/okta")
                + ": put the logs there, or correct the glob");
  }

  @Test
  void pathsThatAreNotThereAreRefused() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                patterns: [paterns]
                sources: elsewhere/sources
                input: {files: [logs/plain.ndjson]}
                """))
        .containsExactly(
            "pipeline.yml:1:12: there is no paterns; did you mean `patterns`?",
            "pipeline.yml:2:1: there is no elsewhere/sources: create it, or correct the path (it"
                + " means "
                + folder.resolve("elsewhere/sources")
                + ")");
  }

  @Test
  void checkpointsThatCannotBeWrittenAreRefused() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                job: {checkpoint-directory: logs/plain.ndjson/checkpoints}
                input: {files: [logs/plain.ndjson]}
                """))
        .containsExactly(
            "pipeline.yml:1:7: checkpoints cannot be written to logs/plain.ndjson/checkpoints: "
                + folder.resolve("logs/plain.ndjson")
                + " is no folder that this user may write to");
  }

  @Test
  void variablesThatAreNotSetAreRefused() throws IOException, BadConfig {
    assertThat(
            problems(
                """
                input: {files: [logs/plain.ndjson]}
                elasticsearch: {user-variable: USER_NAME}
                pages: {url: 'http://localhost/'}
                """))
        .containsExactly(
            "pipeline.yml:2:17: the environment variable USER_NAME is not set: export it",
            "pipeline.yml:3:1: the environment variable REDTHREAD_PAGE_SECRET is not set: export"
                + " it");
  }

  private List<String> problems(String yaml) throws IOException, BadConfig {
    return problems(yaml, Map.of());
  }

  private List<String> problems(String yaml, Map<String, String> environment)
      throws IOException, BadConfig {
    Path file = folder.resolve("pipeline.yml");
    Files.writeString(file, yaml);
    StartChecks checks = new StartChecks(ConfigFile.readPlaced(file), folder, environment);
    return Stream.concat(checks.content().stream(), checks.rest(SOURCES).stream())
        .map(ConfigProblem::toString)
        .map(text -> text.substring(text.indexOf("pipeline.yml")))
        .toList();
  }
}
