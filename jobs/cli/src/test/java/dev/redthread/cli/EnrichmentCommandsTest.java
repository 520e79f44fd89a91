package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands make of {@code enrichment.yml} beside the source mappings. */
final class EnrichmentCommandsTest {
  private static final String LOGIN =
      "{\"uuid\":\"1\",\"published\":\"2025-11-08T10:00:00Z\",\"eventType\":\"user.session.start\","
          + "\"outcome\":{\"result\":\"FAILURE\"},\"actor\":{\"alternateId\":\"Ann@Example.com\"},"
          + "\"client\":{\"ipAddress\":\"198.51.100.7\"}}\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void config() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("config/sources"));
    try (Stream<Path> shipped = Files.list(Home.path("config", "sources"))) {
      for (Path file : shipped.toList()) {
        Files.copy(file, sources.resolve(String.valueOf(file.getFileName())));
      }
    }
    write(
        "enrichment.yml",
        """
        networks: [vpn.txt]
        attributes:
          people: {file: people.csv, fields: [person], columns: {privileged: boolean}}
        """);
    write("vpn.txt", "198.51.100.0/24\n");
    write("people.csv", "person,privileged\nann@example.com,true\n");
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(folder.resolve("config").resolve(file), text);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = Redthread.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--sources", folder.resolve("config/sources").toString()))
            .toArray(String[]::new));
  }

  @Test
  void normalizeSaysWhatWasAddedAndWhy() throws IOException {
    Path file = write("a.ndjson", LOGIN);
    assertThat(run("normalize", file.toString(), "--source", "okta.system")).isZero();
    assertThat(out.toString())
        .containsPattern(
            "source.network.name +vpn +source.ip = 198.51.100.7 in\\s+[^ ]*vpn.txt:1\n")
        .containsPattern(
            "redthread.people.privileged +true +person = ann@example.com in\\s+[^ ]*people.csv:2\n");
  }

  @Test
  void lintKnowsTheFieldsOfTheTables() throws IOException {
    String rule =
        """
        title: A privileged failure
        id: 1f9bd2d0-6fb7-4c19-8d6b-6f1c0a5d2c11
        logsource: {category: activity}
        detection:
          selection: {activity: login.failed, redthread.people.%s: true, source.network.name: vpn}
          condition: selection
        level: low
        """;
    Path file = write("rule.yml", rule.formatted("privileged"));
    assertThat(run("lint", file.toString())).isZero();
    assertThat(out.toString()).isEmpty();

    write("rule.yml", rule.formatted("priveleged"));
    assertThat(run("lint", file.toString())).isZero();
    assertThat(out.toString())
        .contains("unmapped-field", "did you mean `redthread.people.privileged`?");
  }

  @Test
  void aTableThatCannotBeHonouredIsRefusedWithItsPlace() throws IOException {
    write("people.csv", "person,privileged\nann@example.com,yes\n");
    Path file = write("a.ndjson", LOGIN);
    assertThat(run("normalize", file.toString(), "--source", "okta.system")).isEqualTo(1);
    assertThat(err.toString())
        .contains("people.csv:2:1: privileged = 'yes' is not of the kind boolean");
    for (String key : List.of("network", "watchlists")) {
      write("enrichment.yml", key + ": []\n");
      assertThat(run("lint", file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("enrichment.yml:1:1: unknown key " + key);
    }
  }
}
