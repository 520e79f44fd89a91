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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} refuses of feeds before it starts, each with its place in the file. */
final class FeedChecksTest {
  private static final Sources SOURCES = Content.sources(Home.path("config", "sources"));
  private static final String OKTA =
      """
      input:
        pull:
          okta:
            source: okta.system
            values: {api: https://example.okta.com}
            secret-variables: {token: SET}
      """;

  @TempDir Path folder;

  private List<String> problems(String yaml) throws IOException, BadConfig {
    Path file = folder.resolve("pipeline.yml");
    Files.writeString(file, yaml);
    StartChecks checks =
        new StartChecks(ConfigFile.readPlaced(file), folder, Map.of("SET", "a secret"));
    return checks.rest(SOURCES).stream()
        .map(ConfigProblem::toString)
        .map(text -> text.substring(text.indexOf("pipeline.yml")))
        .toList();
  }

  @Test
  void aFeedWithAllThatItsMappingNeedsIsTaken() throws IOException, BadConfig {
    assertThat(problems(OKTA)).isEmpty();
    Files.writeString(folder.resolve("key.json"), "{}");
    assertThat(
            problems(
                """
                input:
                  pull:
                    google:
                      source: google_workspace.admin
                      values: {admin: a@b.example, api: 'http://127.0.0.1:1'}
                      secret-files: {key: key.json}
                      plain-http: true
                """))
        .isEmpty();
  }

  @Test
  void aSourceThatCannotBeAskedIsRefused() throws IOException, BadConfig {
    assertThat(problems(OKTA.replace("okta.system", "okta.systm")))
        .containsExactly(
            "pipeline.yml:4:7: no source is called okta.systm; did you mean `okta.system`?");
    assertThat(problems(OKTA.replace("okta.system", "json")))
        .singleElement()
        .asString()
        .startsWith("pipeline.yml:4:7: the source json cannot be asked")
        .contains("github.audit");
  }

  @Test
  void valuesThatLackOrAreNotKnownAreRefused() throws IOException, BadConfig {
    assertThat(problems(OKTA.replace("{api: https", "{apu: https")))
        .containsExactly(
            "pipeline.yml:5:7: values.api must be set: the organization, e.g."
                + " https://example.okta.com",
            "pipeline.yml:5:16: okta.system has no value apu: there are api");
  }

  @Test
  void secretsAreInOnePlaceAndThere() throws IOException, BadConfig {
    assertThat(problems(OKTA.replace("SET", "NOT_SET")))
        .containsExactly(
            "pipeline.yml:6:26: the environment variable NOT_SET is not set: export it");
    assertThat(problems(OKTA.replace("secret-variables", "secret-files").replace("SET", "none")))
        .singleElement()
        .asString()
        .startsWith("pipeline.yml:6:22: there is no none");
    assertThat(problems(OKTA.replace("{token: SET}", "{tokn: SET}")))
        .containsExactly(
            "pipeline.yml:4:7: the secret token is nowhere: name it under secret-variables or"
                + " secret-files",
            "pipeline.yml:6:26: okta.system has no secret tokn: it takes token");
    Files.writeString(folder.resolve("key"), "x");
    assertThat(problems(OKTA + "      secret-files: {token: key}\n"))
        .containsExactly(
            "pipeline.yml:6:7: the secret token is in two places: keep one of them under"
                + " secret-variables or secret-files");
  }

  @Test
  void hostsThatMayNotBeCalledAreRefused() throws IOException, BadConfig {
    String https = "https://example.okta.com";
    assertThat(problems(OKTA.replace(https, "http://example.okta.com")))
        .containsExactly(
            "pipeline.yml:5:16: api: http is for this machine only: write"
                + " https://example.okta.com");
    assertThat(problems(OKTA.replace(https, "'http://127.0.0.1:80'")))
        .containsExactly(
            "pipeline.yml:5:16: api: http is off: set plain-http to true, or write https");
    assertThat(problems(OKTA.replace(https, "https://me:word@example.okta.com")))
        .containsExactly(
            "pipeline.yml:5:16: api: a URL is https://HOST, without user and password");
    assertThat(problems(OKTA.replace(https, "example.okta.com")))
        .containsExactly(
            "pipeline.yml:5:16: api: a URL is https://HOST, without user and password");
    assertThat(problems(OKTA.replace(https, "'https://example.okta.com/?a=b'")))
        .containsExactly("pipeline.yml:5:16: api: here stands a host, without a query");
  }

  @Test
  void timesThatCannotWorkAreRefused() throws IOException, BadConfig {
    assertThat(problems(OKTA + "      interval: 10m\n"))
        .containsExactly(
            "pipeline.yml:7:7: what is asked for only every 600 s comes later than okta.system may"
                + " be, 600 s: shorten interval, or raise delay.max in the mapping");
  }
}
