package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** The command {@code test}: over the shipped patterns, over the guide's, and over wrong tests. */
final class PatternTestsTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void aPattern() throws IOException {
    write("login.yml", guide("yaml").get(0));
  }

  @Test
  void theShippedPatternsPassTheirTests() {
    assertThat(run("test")).as(out + "\n" + err).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains(" 0 failed");
  }

  @Test
  void theTestsInTheGuidePassAndItsDifferenceIsAsItIs() throws IOException {
    List<String> tests = guide("yaml test");
    assertThat(tests).hasSize(2);
    write("tests/login.yml", tests.get(0));
    assertThat(run("test", folder.toString())).as(out + "\n" + err).isZero();
    write("tests/login.yml", tests.get(0) + tests.get(1));
    assertThat(run("test", folder.toString())).isEqualTo(1);
    List<String> shown = guide("text test");
    assertThat(shown).hasSize(1);
    assertThat(out.toString().replace(shown(), "patterns/")).isEqualTo(shown.get(0));
  }

  @Test
  void saysWhichStepBrokeAndWhy() throws IOException {
    write(
        "tests/login.yml",
        """
        source: okta.system
        fields: {person: mona@company.example}
        tests:
          - name: fires
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 23h, source: vendor.export, activity: data.exported, fields: {export.rows: 10000}}
            findings: [{chain: {login: login, export: export}}]
          - {name: quiet, events: [{id: login, at: 0, activity: login.suspicious}], quiet: true}
          - name: too late
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 25h, source: vendor.export, activity: data.exported, fields: {export.rows: 10000}}
            findings: [{chain: {login: login, export: export}}]
          - name: too small
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 2h, source: vendor.export, activity: data.exported, fields: {export.rows: 9999}}
            findings: [{chain: {login: login, export: export}}]
          - name: the wrong way round
            events:
              - {id: export, at: 0, source: vendor.export, activity: data.exported, fields: {export.rows: 10000}}
              - {id: login, at: 1h, activity: login.suspicious}
            findings: [{chain: {login: login, export: export}}]
          - name: somebody else
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 2h, source: vendor.export, activity: data.exported, fields: {export.rows: 10000, person: x}}
            findings: [{chain: {login: login, export: export}}]
          - name: known with the login
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 2h, source: vendor.export, activity: data.exported, fields: {export.rows: 10000}}
            findings: [{chain: {login: login, export: export}, raised: login}]
          - name: known later
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 2h, source: vendor.export, activity: data.exported, fields: {export.rows: 10000}}
            findings: [{chain: {login: login, export: export}, raised: 3h, settles: 4h, group: {person: mona@company.example}}]
          - name: refuted
            events:
              - {id: login, at: 0, activity: login.suspicious}
              - {id: export, at: 2h, source: vendor.export, activity: data.exported, fields: {export.rows: 10000}}
            findings: [{chain: {login: login, export: export}, withdrawn: export}]
        """);
    assertThat(run("test", folder.toString())).isEqualTo(1);
    assertThat(difference("too late"))
        .contains(
            "not found: login=login export=export",
            "person=mona@company.example: reached 1 of 2 steps, up to `login`",
            "0     login   okta.system    login.suspicious  matches login   > login",
            "1d1h  export  vendor.export  data.exported     matches export",
            "broke: `export` (`export`) comes 1d1h after the step before it, `within` allows 1d");
    assertThat(difference("too small"))
        .contains(
            "broke: no event matches `export`",
            "broke: `export` is not `large_export`: export.rows is `9999`, asked is: >= 10000");
    assertThat(difference("the wrong way round"))
        .contains("broke: `export` would be `export`, but nothing of that comes after");
    assertThat(difference("somebody else"))
        .contains("broke: `export` is not `large_export`: person is `x`, the group's is `mona");
    assertThat(difference("known with the login"))
        .contains("raised with `export`, received at 2h and not with `login`");
    assertThat(difference("known later"))
        .contains(
            "raised with `export`, received at 2h and not when 3h had passed",
            "settles at once and not at 4h");
    assertThat(difference("refuted")).contains("not withdrawn: login=login export=export");
    assertThat(err.toString()).contains("9 tests", "7 failed");
  }

  @Test
  void showsAllPartsOfAPatternWhoseKeyChanges() throws IOException {
    write(
        "changing.yml",
        """
        title: Click
        name: click
        id: 7c5c2d0e-5f0f-4f0e-9a2b-0a4c5a1f0001
        logsource: {category: activity}
        detection: {s: {activity: phish.clicked}, condition: s}
        ---
        title: Login by address
        name: address_login
        id: 7c5c2d0e-5f0f-4f0e-9a2b-0a4c5a1f0002
        logsource: {category: activity}
        detection: {s: {activity: login.succeeded}, condition: s}
        ---
        title: Export from the address of who clicked
        id: 7c5c2d0e-5f0f-4f0e-9a2b-0a4c5a1f0003
        sequence:
          group-by: [person]
          timespan: 2h
          steps:
            - click: {rule: click}
            - login: {rule: address_login}
            - again: {rule: address_login, group-by: [source.ip]}
        """);
    write(
        "tests/changing.yml",
        """
        pattern: Export from the address of who clicked
        source: okta.system
        fields: {person: mona@company.example}
        tests:
          - name: the first part is missing
            events:
              - {id: login, at: 1h, activity: login.succeeded, fields: {source.ip: 192.0.2.1}}
              - {id: again, at: 2h, activity: login.succeeded, fields: {source.ip: 192.0.2.1, person: x}}
            findings: [{chain: {login: login, again: again}}]
          - name: the second part is elsewhere
            events:
              - {id: click, at: 0, activity: phish.clicked}
              - {id: login, at: 1h, activity: login.succeeded, fields: {source.ip: 192.0.2.1}}
              - {id: again, at: 2h, activity: login.succeeded, fields: {source.ip: 192.0.2.9, person: x}}
            findings: [{chain: {click: click, login: login, again: again}}]
        """);
    assertThat(run("test", folder.toString())).isEqualTo(1);
    assertThat(difference("the first part is missing"))
        .contains("part 1 of 2, by person", "1h  login  okta.system", "part 2 of 2, by source.ip");
    assertThat(difference("the second part is elsewhere"))
        .contains(
            "part 1 of 2, by person",
            "click  okta.system  phish.clicked",
            "part 2 of 2, by source.ip",
            "again  okta.system  login.succeeded");
  }

  /** What is printed of one test. */
  private String difference(String test) {
    String text = out.toString();
    int from = text.indexOf(" " + test + "\n");
    assertThat(from).as(text).isGreaterThan(0);
    return text.substring(from, text.indexOf("\n\n", from));
  }

  @Test
  void demandsATestThatFiresAndOneThatIsQuiet() throws IOException {
    assertThat(run("test", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "login.yml:28:1: error[untested]: no test shows that this pattern finds something, and none",
            "  = write it in " + shown() + "tests/login.yml");
    write(
        "tests/login.yml",
        "tests: [{name: q, source: json, events: [{id: a, at: 0, fields: {x: 1}}], quiet: true}]");
    assertThat(run("test", folder.resolve("login.yml").toString())).isEqualTo(1);
    assertThat(out.toString()).contains("no test shows that this pattern finds something\n");
    assertThat(run("test", folder.resolve("tests/login.yml").toString())).isEqualTo(1);
  }

  @Test
  void readsVendorsRecordsAndSaysWhatIsWrongWithThem() throws IOException {
    write(
        "tests/login.yml",
        """
        tests:
          - name: no id
            events: [{id: a, at: 0, source: okta.system, event: {published: $time}}]
            quiet: true
          - name: another time
            events: [{id: a, at: 1m, source: okta.system, event: {uuid: a, published: '2026-01-05T09:00:00Z'}}]
            quiet: true
          - name: the same
            events:
              - {id: a, at: 0, source: okta.system, event: {uuid: a, published: $time}}
              - {id: b, at: 0, source: okta.system, event: {uuid: a, published: $time}}
            quiet: true
        """);
    assertThat(run("test", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "event `a` cannot be read: no id",
            "event `a` says that it happened at 0, the test says at 1m: write $time",
            "events `a` and `b` are one and the same");
  }

  @Test
  void namesStepsAndPatternsThatAreNotThere() throws IOException {
    write(
        "tests/login.yml",
        """
        source: json
        tests:
          - name: no step
            events: [{id: a, at: 0, activity: logout}]
            findings: [{chain: {logn: a}}]
          - {name: no pattern, pattern: larg_export, events: [{id: a, at: 0, activity: logout}], quiet: true}
          - {name: a step, pattern: large_export, events: [{id: a, at: 0, activity: logout}], quiet: true}
        """);
    write("tests/other.yml", "tests: [{name: a, source: json, events: [], quiet: true}]");
    assertThat(run("test", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "the pattern has no step `logn`\n",
            "did you mean `login`?",
            "no pattern is called `larg_export`",
            "did you mean `large_export`?",
            "`large_export` finds nothing by itself: it is a step of others",
            "these tests are beside no pattern file");
  }

  @Test
  void writesAReportThatAnXmlParserReads() throws Exception {
    write(
        "tests/login.yml",
        """
        source: okta.system
        tests:
          - {name: 'fires <not> & "\\x01"', events: [{id: "<a>", at: 0, activity: logout}], findings: [{chain: {login: "<a>"}}]}
          - {name: quiet, events: [{id: a, at: 0, activity: logout}], quiet: true}
        """
            .replace("'fires <not> & \"\\x01\"'", "\"fires <not> & \\x01\""));
    Path report = folder.resolve("report.xml");
    assertThat(run("test", folder.toString(), "--junit", report.toString())).isEqualTo(1);
    Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
    Element root = xml.getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("testsuites");
    assertThat(root.getAttribute("tests")).isEqualTo("2");
    assertThat(root.getAttribute("failures")).isEqualTo("1");
    Element first = (Element) root.getElementsByTagName("testcase").item(0);
    assertThat(first.getAttribute("name")).isEqualTo("fires <not> & \uFFFD");
    assertThat(first.getElementsByTagName("failure").item(0).getTextContent())
        .contains("not found: login=<a>");
    Element second = (Element) root.getElementsByTagName("testcase").item(1);
    assertThat(second.getAttribute("name")).isEqualTo("quiet");
    assertThat(second.getElementsByTagName("failure").getLength()).isZero();
  }

  @Test
  void badUsageIsOneLine() {
    assertThat(run("test", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(err.toString()).contains("there is no", "./redthread test --help");
  }

  /** The folder as it is shown: as short as it can be said from here. */
  private String shown() {
    Path here = Path.of("").toAbsolutePath();
    Path full = folder.toAbsolutePath();
    return (full.startsWith(here) ? here.relativize(full) : full) + "/";
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static List<String> guide(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Home.path("docs", "authoring.md")))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
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
