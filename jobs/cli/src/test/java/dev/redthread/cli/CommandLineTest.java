package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CommandLineTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("demo", "backtest", "lint", "convert", "explain", "Exit codes");
  }

  @Test
  void badUsageIsOneLineThatSaysWhatToDo() {
    assertThat(run("lint", "--fromat", "json", "patterns")).isEqualTo(2);
    assertThat(err.toString().strip().lines())
        .singleElement()
        .asString()
        .contains("--fromat", "./redthread lint --help");
  }

  @Test
  void noCommandIsBadUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("./redthread --help");
  }

  @Test
  void explainShowsDeadlinesWithTheSourceThatTheyWaitFor() throws IOException {
    Path file = folder.resolve("pattern.yml");
    Files.writeString(
        file,
        """
        title: Login
        name: login
        logsource: {product: okta, service: okta}
        detection: {sel: {eventType: user.session.start}, condition: sel}
        ---
        title: Session ended
        name: ended
        logsource: {product: okta, service: okta}
        detection: {sel: {eventType: user.session.end}, condition: sel}
        ---
        title: Nobody logs out
        id: 5a1e8f8e-0000-4000-8000-000000000001
        sequence:
          group-by: [user.email]
          timespan: 1h
          steps:
            - login: {rule: login}
            - not: {rule: ended, within: 12h}
        """);

    assertThat(run("explain", "logs out", "--patterns", file.toString())).isZero();
    assertThat(out.toString())
        .contains("5a1e8f8e-0000-4000-8000-000000000001")
        .containsPattern(
            "no ended in the 12h after login: decided at login [+] 12h [+] .+, since okta.system may be so late")
        .contains("a finding is raised once all of that is decided", "state kept: ")
        .contains("decided on the timeline, since it has one mandatory step");

    Files.writeString(file, Files.readString(file).replace("[user.email]", "[person]"));
    assertThat(run("explain", "logs out", "--patterns", file.toString())).isZero();
    assertThat(out.toString())
        .containsPattern(
            "decided at login [+] 12h [+] .+, since .+ may tell .+ late whose a device is, and"
                + " that counts for what was up to 1h before");
  }

  @Test
  void explainSaysWhichPatternsThereAre() {
    assertThat(run("explain", "no such thing")).isEqualTo(1);
    assertThat(err.toString()).contains("no such thing", "there are:", "Risky login");
  }

  @Test
  void lintPassesTheShippedPatterns() {
    assertThat(run("lint", Home.path("patterns").toString())).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void lintShowsEveryProblemInItsPlace() throws IOException {
    Path broken = folder.resolve("broken.yml");
    Files.writeString(
        broken,
        """
        title: Broken
        logsource: {category: activity}
        levle: high
        detection:
          selection: {activity: login.succeeded}
          condition: selection and nothing
        """);

    assertThat(run("lint", broken.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("broken.yml:3:1", "broken.yml:6:", "^");

    assertThat(run("lint", broken.toString(), "--format", "sarif")).isEqualTo(1);
    assertThat(out.toString()).contains("\"version\" : \"2.1.0\"", "\"unknown-key\"");
  }

  @Test
  void whatPlaceholdersStandForIsReadWithWhateverPatterns() throws IOException {
    Path rule = folder.resolve("rule.yml");
    Files.writeString(
        rule,
        """
        title: Administrator
        id: administrator
        logsource: {category: activity}
        detection:
          selection: {person|expand: '%Administrators%'}
          condition: selection
        """);
    Path sources = Files.createDirectories(folder.resolve("config/sources"));
    Files.copy(Home.path("config", "sources", "json.yml"), sources.resolve("json.yml"));
    String[] lint = {"lint", rule.toString(), "--sources", sources.toString()};

    assertThat(run(lint)).isEqualTo(1);
    assertThat(out.toString()).contains("unknown-placeholder", "config/placeholders.yml");

    Files.writeString(
        folder.resolve("config/placeholders.yml"),
        "title: Lists\nplaceholders:\n  Administrators: alice\n");

    assertThat(run(lint)).isZero();
    assertThat(
            run(
                "explain",
                "administrator",
                "--patterns",
                rule.toString(),
                "--sources",
                sources.toString()))
        .isZero();
    assertThat(out.toString()).contains("person is \"alice\"");
    assertThat(run("coverage", rule.toString(), "--sources", sources.toString())).isZero();
    assertThat(run("test", rule.toString(), "--sources", sources.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("error[untested]").containsOnlyOnce("unknown-placeholder");
    assertThat(Content.load(List.of(rule), sources, null, Duration.ZERO).patterns().rules())
        .hasSize(1);
  }

  @Test
  void convertPrintsWhatLintTakesAndSaysWhatItCannot() throws IOException {
    String rule =
        """
        # Who tries too often
        title: Many failed logins
        id: 5d0c5f0b-9b0e-4f86-8a2c-0b4a3a2f7e10
        logsource: {category: activity}
        detection:
          selection: {activity: login.failed}
          timeframe: 5m
          condition: selection | count() by person >= 5
        """;
    Path old = Files.writeString(folder.resolve("old.yml"), rule);

    assertThat(run("convert", old.toString())).isZero();
    assertThat(out.toString()).contains("# Who tries too often", "type: event_count");
    Path converted = Files.writeString(folder.resolve("new.yml"), out.toString());
    assertThat(run("lint", converted.toString())).isZero();

    Files.writeString(old, rule.replace("count()", "max(rows)"));
    assertThat(run("convert", old.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("old.yml:8:14: error[sigma-1]", "max(rows)");
  }

  @Test
  void aMissingLogIsSaidAndNothingRuns() {
    assertThat(
            run(
                "backtest",
                "--patterns",
                Home.path("patterns").toString(),
                "--events",
                folder.resolve("missing.ndjson").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("missing.ndjson is no file that can be read");
  }

  @Test
  void aKeywordIsLookedForInEveryFieldOfARecord() throws IOException {
    Path rule = folder.resolve("keyword.yml");
    Files.writeString(
        rule,
        """
        title: A phone whose debug data names the tool
        id: 6f0d1f5e-6a53-4b5e-a5d1-0b8b5d5e7c11
        status: test
        level: low
        logsource: {product: okta, service: okta}
        detection:
          keywords: ['*evilginx*']
          condition: keywords
        """);
    Path log = folder.resolve("okta.ndjson");
    String record =
        "{\"uuid\":\"%s\",\"published\":\"2025-11-09T10:00:0%s.000Z\",\"eventType\":\"x\","
            + "\"debugContext\":{\"debugData\":{\"tool\":\"%s\"}}}\n";
    Path findings = folder.resolve("findings.ndjson");
    Files.writeString(
        log, record.formatted("a", 1, "browser") + record.formatted("b", 2, "Evilginx 3"));

    assertThat(
            run(
                "backtest",
                "--patterns",
                rule.toString(),
                "--events",
                log.toString(),
                "--source",
                "okta.system",
                "--out",
                findings.toString()))
        .isZero();
    assertThat(findings).content().hasLineCount(1).contains("\"events\":[\"b\"]");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Redthread.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
