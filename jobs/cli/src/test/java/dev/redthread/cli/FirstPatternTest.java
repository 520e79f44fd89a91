package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does what docs/first-pattern.md says, in a folder of its own. */
class FirstPatternTest {
  private static final String PATTERN = "patterns/sequences/first.yml";
  private static final String TESTS = "patterns/tests/sequences/first.yml";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String page = "";

  @BeforeEach
  void writesThePattern() throws IOException {
    page = Files.readString(Home.path("docs", "first-pattern.md"));
    Files.createDirectories(folder.resolve(TESTS).getParent());
    write(PATTERN, block(PATTERN));
  }

  @Test
  void checksThePattern() {
    assertThat(run("lint", folder.resolve(PATTERN).toString())).isZero();
    assertThat(page).contains(err.toString().strip());
  }

  @Test
  void saysWhereTheMissingTestsBelong() {
    assertThat(run("test", folder.resolve(PATTERN).toString())).isEqualTo(1);
    assertThat(out.toString()).contains("error[untested]", TESTS);
  }

  @Test
  void testsThePattern() throws IOException {
    write(TESTS, block(TESTS));
    assertThat(run("test", folder.resolve(PATTERN).toString())).isZero();
    assertThat(page).contains(err.toString().strip());
  }

  @Test
  void showsWhatBreaks() throws IOException {
    write(TESTS, block(TESTS).replaceFirst("at: 20h", "at: 40h"));
    assertThat(run("test", folder.resolve(PATTERN).toString())).isEqualTo(1);
    assertThat(out.toString()).contains(block("text").stripTrailing());
  }

  private String block(String what) {
    Matcher block =
        Pattern.compile("```[a-z ]*" + what + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).as(what).isTrue();
    return block.group(1);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private int run(String... arguments) {
    CommandLine commandLine = Redthread.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
