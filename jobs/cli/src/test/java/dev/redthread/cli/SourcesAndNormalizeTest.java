package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sources} and {@code normalize}. */
final class SourcesAndNormalizeTest {
  private static final String FAILED_LOGIN =
      "{\"uuid\":\"1\",\"published\":\"2025-11-08T10:00:00Z\",\"eventType\":\"user.session.start\","
          + "\"outcome\":{\"result\":\"FAILURE\"},\"version\":\"0\","
          + "\"actor\":{\"alternateId\":\"Ann@Example.com\"},\"client\":{\"ipAddress\":\"somewhere\"}}\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsEverySourceWithItsDelayActivitiesAndFields() throws IOException {
    assertThat(run("sources")).isZero();
    assertThat(out.toString())
        .containsPattern("okta.system +Okta System Log +30s / 10m +id +account.created ")
        .containsPattern("json +Any JSON object +0s / 0s +none +any that a record gives");

    assertThat(run("sources", "--format", "json")).isZero();
    JsonNode sources = new ObjectMapper().readTree(out.toString());
    assertThat(sources).hasSameSizeAs(Content.sources(Home.path("config", "sources")).mappings());

    assertThat(run("sources", "okta.system", "--format", "json")).isZero();
    JsonNode okta = new ObjectMapper().readTree(out.toString()).get(0);
    assertThat(okta.get("maxDelay").asText()).isEqualTo("PT10M");
    assertThat(okta.get("activities").toString()).contains("\"mfa.denied\"");
    assertThat(okta.get("fields").toString()).contains("\"person\"", "\"source.ip\"");
  }

  @Test
  void aSourceThatIsNotThereIsBadUsage() throws IOException {
    assertThat(run("sources", "okta.sytem")).isEqualTo(2);
    assertThat(err.toString())
        .contains("no source is called okta.sytem; did you mean `okta.system`?");
    Path file = Files.writeString(folder.resolve("a.ndjson"), FAILED_LOGIN);
    assertThat(run("normalize", "--source", "okta", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no source is called okta; ./redthread sources lists");
  }

  @Test
  void saysWhatARecordBecomesAndWhy() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ndjson"), FAILED_LOGIN);
    assertThat(run("normalize", "--source", "okta.system", file.toString())).isZero();
    assertThat(out.toString())
        .contains("a.ndjson:1: event of okta.system")
        .containsPattern("time +2025-11-08T10:00:00Z +published \\(iso\\)")
        .containsPattern("activity +login.failed +okta.yml:\\d+: type user.session.start")
        .containsPattern("person +ann@example.com +user.email")
        .containsPattern("source.ip +- +refused: client.ipAddress = somewhere")
        .contains("ignored:\n  version = 0\n");
    assertThat(err.toString()).isEqualTo("1 events, 0 dead letters\n");
  }

  @Test
  void saysItAsJson() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.ndjson"),
            "{\"source\":\"okta.system\",\"event\":" + FAILED_LOGIN.strip() + "}\n\n{}\n");
    assertThat(run("normalize", "--format", "json", file.toString())).isEqualTo(1);
    String[] lines = out.toString().split("\n");
    JsonNode event = new ObjectMapper().readTree(lines[0]);
    assertThat(event.at("/activity/value").asText()).isEqualTo("login.failed");
    assertThat(event.at("/fields/user.email/from").asText())
        .isEqualTo("actor.alternateId (kind identity)");
    assertThat(event.at("/ignored/0").asText()).isEqualTo("version = 0");
    JsonNode letter = new ObjectMapper().readTree(lines[1]);
    assertThat(letter.get("line").asInt()).isEqualTo(3);
    assertThat(letter.at("/deadLetter/reason").asText()).isEqualTo("BAD_ENVELOPE");
  }

  @Test
  void saysWhoseANameIsByWhichRecordsOfTheFiles() throws IOException {
    String entry =
        "{\"@timestamp\":17625960%1$d0000,\"_document_id\":\"gh-%1$d\",\"action\":\"git.clone\",\"actor\":\"%2$s\"%3$s}\n";
    String nameId = ",\"external_identity_nameid\":\"%s\"";
    Path file =
        Files.writeString(
            folder.resolve("a.ndjson"),
            entry.formatted(1, "Ada", "")
                + entry.formatted(2, "shared", "")
                + entry.formatted(3, "nobody", "")
                + entry.formatted(4, "shared", nameId.formatted("eva@corp.example"))
                + entry.formatted(5, "shared", nameId.formatted("bob@corp.example"))
                + entry.formatted(6, "ada", nameId.formatted("ada@corp.example"))
                + entry.formatted(7, "ada", nameId.formatted("ada@corp.example")));

    assertThat(run("normalize", "--source", "github.audit", file.toString())).isZero();
    assertThat(out.toString())
        .containsPattern("link +ada is ada@corp.example +the record says whose a github.login is")
        .containsPattern("person +nobody +user.name, a github.login: no record here says whose");
    assertThat(err.toString()).isEqualTo("7 events, 0 dead letters\n");

    assertThat(run("normalize", "--format", "json", "--source", "github.audit", file.toString()))
        .isZero();
    assertThat(out.toString())
        .contains(
            "\"user.name, a github.login: ada@corp.example by github.audit gh-6 at"
                + " 2025-11-08T10:01:00Z, at last by github.audit gh-7 at 2025-11-08T10:01:10Z\"",
            "\"user.name, a github.login: nobody's, since records here say several persons\"",
            "\"links\":[\"github.login ada is ada@corp.example\"]");
  }

  @Test
  void aDeadLetterIsNamedWithItsReason() throws IOException {
    Path file = folder.resolve("a.ndjson");
    Files.write(file, new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
    assertThat(run("normalize", "--source", "okta.system", file.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("a.ndjson:1: dead letter NOT_UTF8 of okta.system: ");
    Files.writeString(file, "{\"a\":\"" + "x".repeat(5 << 20) + "\"}");
    assertThat(run("normalize", "--source", "okta.system", file.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("a.ndjson:1: dead letter TOO_LARGE of okta.system: ");
    assertThat(run("normalize", folder.resolve("missing").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("missing is no file that can be read");
  }

  @Test
  void aFileThatCannotBeUnpackedIsADeadLetterFromThereOn() throws IOException {
    Path file = Files.write(folder.resolve("a.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThat(run("normalize", "--source", "okta.system", file.toString())).isEqualTo(1);
    assertThat(out.toString()).startsWith("a.gz:1: dead letter BAD_GZIP of okta.system: ");
    assertThat(err.toString()).isEqualTo("0 events, 1 dead letters\n");
  }

  @Test
  void whoWritesIntoALogCommandsNoTerminal() throws IOException {
    String agent = "\\u001b]0;pwned\\u0007\\u202e";
    String record = FAILED_LOGIN.replace("\"version\"", "\"" + agent + "\":1,\"version\"");
    assertThat(record).isNotEqualTo(FAILED_LOGIN);
    Path file = Files.writeString(folder.resolve("a.ndjson"), record);
    assertThat(run("normalize", "--source", "okta.system", file.toString())).isZero();
    assertThat(out.toString()).contains(agent + " = 1");
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
