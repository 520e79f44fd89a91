package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import picocli.CommandLine;

/** {@code explain} over recorded logs and as a diagram, and {@code coverage}. */
final class ExplainAndCoverageTest {
  private static final String BULK_EXPORT = "766f1fdc-a25b-4be5-a4aa-53c2e9cd01d1";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsHowFarEachGroupOfACampaignCame() {
    Path campaign = Home.path("patterns", "campaigns", "vendor-november-2025");
    assertThat(
            run(
                "explain",
                BULK_EXPORT,
                "--events",
                campaign.resolve("story.ndjson").toString(),
                campaign.resolve("near-misses.ndjson").toString()))
        .as(err.toString())
        .isZero();
    List<String> groups =
        out.toString().lines().filter(line -> line.startsWith("person=")).toList();
    assertThat(groups).hasSizeGreaterThan(3);
    assertThat(groups.get(0)).endsWith(": found");
    assertThat(out.toString())
        .contains("reached 1 of 2 steps, up to `login`", "refutes it (not: ")
        .containsPattern("2025-11-0\\dT.*okta.system +login.succeeded +matches login +> login");
    assertThat(groups.stream().filter(line -> line.contains("reached")).toList()).isNotEmpty();
    assertThat(err.toString()).containsPattern("\\d+ lines, 0 that cannot be read, \\d+ groups");
  }

  @Test
  void namesTheConditionThatFailedOnWhichEvent() throws IOException {
    Path pattern = folder.resolve("pattern.yml");
    Files.writeString(
        pattern,
        """
        title: Login
        name: login
        logsource: {category: activity}
        detection: {sel: {activity: login.succeeded}, condition: sel}
        ---
        title: Export
        name: export
        logsource: {category: activity}
        detection: {sel: {activity: data.exported, export.rows|gte: 100}, condition: sel}
        ---
        title: Reset
        name: reset
        logsource: {category: activity}
        detection: {sel: {activity: password.reset_by_admin}, condition: sel}
        ---
        title: Login, then three exports from elsewhere
        id: 5a1e8f8e-0000-4000-8000-0000000000e1
        sequence:
          group-by: [person]
          timespan: 4h
          steps:
            - login: {rule: login}
            - export: {rule: export, times: 3, span: 10m, where: export.source.ip != login.source.ip}
          until: reset
        ---
        title: Many exports
        id: 5a1e8f8e-0000-4000-8000-0000000000e2
        correlation:
          type: value_count
          rules: [export]
          group-by: [person]
          timespan: 10m
          condition: {field: source.ip, gte: 3}
        """);
    List<String> log = new ArrayList<>();
    person(log, "where", 0, 60, 61, 62);
    person(log, "times", 0, 60, 61);
    person(log, "span", 0, 60, 65, 71);
    person(log, "timespan", 0, 250, 251, 252);
    person(log, "found", 0, 60, 61, 62);
    person(log, "until", 0, 60, 61, 62);
    log.add(line("until", "reset", 30, "\"activity\":\"password.reset_by_admin\""));
    person(log, "order", 300, 60, 61, 62);
    person(log, "small", 0);
    log.add(line("small", "few", 5, "\"activity\":\"data.exported\",\"export\":{\"rows\":99}"));
    Path events = folder.resolve("log.ndjson");
    Files.write(events, log);

    assertThat(explain("e1", pattern, events)).isZero();
    assertThat(of("found")).contains(": found");
    assertThat(of("where"))
        .contains(
            "reached 1 of 2 steps, up to `login`", "does not satisfy `where: ", "is `10.0.0.0`");
    assertThat(of("times")).contains("`export` has fewer than the 3 events that `times` asks for");
    assertThat(of("span")).contains("the 3 events of `export` take 11m, `span` allows 10m");
    assertThat(of("timespan")).contains("it takes 4h12m, `timespan` allows 4h");
    assertThat(of("until")).contains(" at 2026-01-05T09:30:00Z refutes it (until)");
    assertThat(of("order")).contains("but nothing of that comes after the steps before it");
    assertThat(of("small"))
        .contains(
            "no event matches `export`", " is not `export`: export.rows is `99`, asked is: >= 100");

    assertThat(explain("e2", pattern, events)).isZero();
    assertThat(of("where")).contains("1 value [10.0.0.0] in the 10m up to", "asked is >= 3");
  }

  @Test
  void saysWhatWasReadWhereNothingMatches() throws IOException {
    Path pattern = folder.resolve("alone.yml");
    Files.writeString(
        pattern,
        """
        title: Audit log off
        id: 5a1e8f8e-0000-4000-8000-0000000000e3
        logsource: {category: activity, product: okta}
        detection: {selection: {activity: audit.disabled}, condition: selection}
        """);
    Path events = folder.resolve("log.ndjson");
    Files.write(events, List.of(line("any", "one", 5, "\"activity\":\"data.exported\"")));

    assertThat(explain("e3", pattern, events)).isZero();

    assertThat(out.toString())
        .contains(
            "no event of any group matches a rule of the pattern\n  it asks okta.system; read were 1"
                + " of json\n")
        .doesNotContain("\n: ");
  }

  private int explain(String id, Path pattern, Path events) {
    return run(
        "explain",
        "5a1e8f8e-0000-4000-8000-0000000000" + id,
        "--patterns",
        pattern.toString(),
        "--source",
        "json",
        "--events",
        events.toString());
  }

  /** A login and exports, each at a minute. */
  private static void person(List<String> log, String person, int login, int... exports) {
    log.add(
        line(
            person,
            "login",
            login,
            "\"activity\":\"login.succeeded\",\"source\":{\"ip\":\"10.0.0.0\"}"));
    for (int i = 0; i < exports.length; i++) {
      log.add(
          line(
              person,
              "export" + i,
              exports[i],
              "\"activity\":\"data.exported\",\"export\":{\"rows\":100},\"source\":{\"ip\":\"10.0.0.6"
                  + i
                  + "\"}"));
    }
    if (person.equals("where")) {
      log.replaceAll(line -> line.replaceAll("10\\.0\\.0\\.6\\d", "10.0.0.0"));
    }
  }

  private static String line(String person, String name, int minute, String rest) {
    return "{\"@timestamp\":\"2026-01-05T%02d:%02d:00Z\",\"person\":\"%s\",\"n\":\"%s\",%s}"
        .formatted(9 + minute / 60, minute % 60, person, name, rest);
  }

  /** What is printed of one person. */
  private String of(String person) {
    String text = out.toString();
    int from = text.indexOf("person=" + person + ":");
    assertThat(from).as(person + " in " + text).isGreaterThanOrEqualTo(0);
    int to = text.indexOf("\nperson=", from);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  @Test
  void drawsTheAutomatonOfFlinkCepAsMermaid() {
    assertThat(run("explain", BULK_EXPORT, "--format", "mermaid")).isZero();
    assertThat(out.toString())
        .startsWith("stateDiagram-v2\n")
        .contains(
            "state \"start\" as s0",
            "state \"waits for export\" as s1",
            "state \"found\" as s2",
            "s0 --> s1: login: risky_login",
            "s1 --> s1: any event",
            "s1 --> s2: export: bulk_export",
            "    no password_reset or session_revoked\n");
  }

  @Test
  void drawsAnImageThatAnXmlParserReads() throws Exception {
    for (String pattern : List.of(BULK_EXPORT, "Many second factors", "Audit Log")) {
      assertThat(run("explain", pattern, "--format", "svg")).isZero();
      Document svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(out.toString())));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("rect").getLength()).isGreaterThan(2);
      assertThat(svg.getElementsByTagName("path").getLength()).isGreaterThan(1);
    }
  }

  @Test
  void saysWhatAnEventCosts() {
    assertThat(run("explain", BULK_EXPORT)).isZero();
    assertThat(out.toString()).contains("  cost of an event: constant: an event in time");
  }

  @Test
  void printsPatternsByTechniqueAndBySource() {
    assertThat(run("coverage")).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("T1621 +(high|medium|critical) +\\w")
        .containsPattern("SOURCE +PATTERNS +TECHNIQUES")
        .containsPattern("vendor.export +[1-9]")
        .containsPattern("T1685.002 +high +Audit Log Switched Off");
  }

  @Test
  void writesALayerOfTheNavigator() throws IOException {
    Path file = folder.resolve("layer.json");
    assertThat(run("coverage", "--navigator", file.toString())).isZero();
    JsonNode layer = new ObjectMapper().readTree(file.toFile());
    assertThat(layer.path("versions").path("layer").asText()).isEqualTo("4.5");
    assertThat(layer.path("domain").asText()).isEqualTo("enterprise-attack");
    assertThat(layer.path("name").asText()).isNotEmpty();
    List<String> techniques = new ArrayList<>();
    for (JsonNode technique : layer.path("techniques")) {
      techniques.add(technique.path("techniqueID").asText());
      assertThat(technique.path("techniqueID").asText()).matches("T\\d{4}(\\.\\d{3})?");
      assertThat(technique.path("score").asInt()).isPositive();
    }
    assertThat(techniques).contains("T1621", "T1078.004", "T1567").doesNotHaveDuplicates();
    JsonNode gradient = layer.path("gradient");
    assertThat(gradient.path("maxValue").asInt()).isGreaterThan(gradient.path("minValue").asInt());
    assertThat(gradient.path("colors")).hasSizeGreaterThan(1);
  }

  @Test
  void badUsageIsOneLine() {
    assertThat(run("coverage", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(run("explain", BULK_EXPORT, "--format", "png")).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(run("explain", BULK_EXPORT, "--events", folder.resolve("no.ndjson").toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no.ndjson is no file that can be read");
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = Redthread.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
