package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(out.toString()).contains("demo", "backtest", "lint", "Exit codes");
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

  private int run(String... arguments) {
    CommandLine commandLine = Redthread.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
