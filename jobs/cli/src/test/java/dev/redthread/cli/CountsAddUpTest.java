package dev.redthread.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.pipeline.InputCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The whole job over input that nobody should send: every line is an event or a dead letter with
 * its reason, and nothing crashes.
 */
final class CountsAddUpTest {

  private static final Content CONTENT =
      Content.load(
          List.of(Home.path("patterns")),
          Home.path("config", "sources"),
          Home.path("config", "identities.csv"),
          Duration.ZERO);

  private static final String TIME = "2025-11-08T10:00:00Z";

  @TempDir Path folder;

  @Test
  void brokenLinesAreDeadLettersWithTheirReasons() throws Exception {
    Path broken = folder.resolve("broken.ndjson");
    write(
        broken,
        recorded("json", "{\"@timestamp\":\"" + TIME + "\"}"),
        recorded("json", "{\"@timestamp\":\"" + TIME + "\",\"b\":").replace("}", ""),
        "",
        " \t",
        recorded("json", "{\"@timestamp\":true}"),
        recorded("okta.system", "{\"uuid\":\"u1\",\"eventType\":\"user.session.start\"}"),
        recorded("okta.system", "{\"uuid\":{},\"published\":\"" + TIME + "\"}"),
        recorded("okta.system", "{\"uuid\":\"u2\",\"published\":\"yesterday\"}"),
        recorded("json", "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
        recorded("json", "{\"a\":\"" + "x".repeat(2 << 20) + "\"}"),
        recorded("json", "{\"a\":\"" + "x".repeat(20_000_000) + "\"}"),
        recorded("no.such.source", "{}"),
        recorded("json", "[]"),
        "null",
        "\r");
    Files.write(
        broken,
        concat(
            Files.readAllBytes(broken),
            recorded("json", "{\"@timestamp\":\"" + TIME + "\",\"a\":\"\0\"}").getBytes(UTF_8)));
    Path empty = Files.createFile(folder.resolve("empty.ndjson"));

    Backtest.Outcome outcome = backtest(null, broken, empty);

    InputCounts counts = outcome.counts();
    assertAddsUp(outcome, lines(broken));
    assertThat(counts.events()).isEqualTo(1);
    assertThat(counts.deadLetters())
        .containsKeys(
            Reason.NOT_JSON,
            Reason.NOT_UTF8,
            Reason.NO_TIME,
            Reason.BAD_FIELD,
            Reason.TOO_DEEP,
            Reason.TOO_LARGE,
            Reason.UNKNOWN_SOURCE,
            Reason.NOT_AN_OBJECT);
  }

  @Test
  void publicLogsAddUpUnderEverySource() throws Exception {
    Path samples = Home.path("../shared/samples");
    if (!Files.isDirectory(samples)) {
      assertThat(Boolean.getBoolean("require.all")).as("%s must be there", samples).isFalse();
      System.out.println("LEFT OUT: public logs through the whole job: no ../shared/samples");
      return;
    }
    List<Path> files;
    try (Stream<Path> below = Files.walk(samples)) {
      files = below.filter(Files::isRegularFile).sorted().toList();
    }

    assertAddsUp(backtest("json", files.toArray(Path[]::new)), lines(files.toArray(Path[]::new)));

    Path recorded = folder.resolve("recorded.ndjson");
    try (PrintWriter lines = new PrintWriter(recorded.toFile(), UTF_8)) {
      for (String source : List.of("okta.system", "o365.audit", "google_workspace.login")) {
        for (Path file : files) {
          Files.readString(file).lines().forEach(line -> lines.println(recorded(source, line)));
        }
      }
    }
    Backtest.Outcome outcome = backtest(null, recorded);

    assertAddsUp(outcome, lines(recorded));
    assertThat(outcome.counts().events()).isGreaterThan(20);
  }

  @Test
  void theLastLineOfABacktestSaysTheCounts() throws IOException {
    Path log = folder.resolve("log.ndjson");
    write(log, recorded("json", "{\"@timestamp\":\"" + TIME + "\"}"), "{", "");
    StringWriter err = new StringWriter();
    CommandLine command = Redthread.commandLine();
    command.setErr(new PrintWriter(err, true));

    int exit =
        command.execute(
            "backtest",
            "--patterns",
            Home.path("patterns").toString(),
            "--events",
            log.toString(),
            "--out",
            folder.resolve("findings.ndjson").toString());

    assertThat(exit).isZero();
    assertThat(err.toString().strip().lines().reduce((one, other) -> other))
        .hasValue("read 2 lines: 1 event, 1 dead letter (1 not JSON)");
  }

  private static void assertAddsUp(Backtest.Outcome outcome, long lines) {
    InputCounts counts = outcome.counts();
    assertThat(counts.lines()).as(counts.text()).isEqualTo(lines);
    assertThat(counts.accepted() + counts.deadLettered()).as(counts.text()).isEqualTo(lines);
    assertThat(counts.events()).isGreaterThanOrEqualTo(counts.accepted());
    assertThat(counts.deadLetters().values().stream().mapToLong(Long::longValue).sum())
        .as(counts.text())
        .isGreaterThanOrEqualTo(counts.deadLettered())
        .isEqualTo(outcome.deadLetters().size());
  }

  private static Backtest.Outcome backtest(@Nullable String source, Path... files)
      throws Exception {
    return new Backtest(CONTENT, source, 2).over(List.of(files));
  }

  private static String recorded(String source, String event) {
    return "{\"source\":\"%s\",\"received\":\"%s\",\"event\":%s}".formatted(source, TIME, event);
  }

  private static void write(Path file, String... lines) throws IOException {
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    byte[] whole = Arrays.copyOf(head, head.length + tail.length);
    for (int i = 0; i < tail.length; i++) {
      // A byte that no UTF-8 text holds stands where the text has a NUL.
      whole[head.length + i] = tail[i] == 0 ? (byte) 0xff : tail[i];
    }
    return whole;
  }

  /** Lines that are not blank, counted by themselves. */
  private static long lines(Path... files) throws IOException {
    long lines = 0;
    for (Path file : files) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (byte one : Files.readAllBytes(file)) {
        if (one == '\n') {
          lines += line.toString(UTF_8).isBlank() ? 0 : 1;
          line.reset();
        } else {
          line.write(one);
        }
      }
      lines += line.toString(UTF_8).isBlank() ? 0 : 1;
    }
    return lines;
  }
}
