package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the pages for beginners, each as it is printed, in a folder as it was cloned and
 * built.
 */
final class PrintedCommandsIT {
  private static final long LONGEST_MINUTES = 4;
  private static final Pattern FILE =
      Pattern.compile("```yaml (\\S+/\\S+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path clone;

  /** What commands write lies in the clone itself; what they only read is the repository's. */
  @BeforeEach
  void lay() throws IOException {
    for (String written : List.of("config", "patterns", "docs", "redthread")) {
      copy(Home.path(written), clone.resolve(written));
    }
    for (String read : List.of("jobs", "pom.xml")) {
      Files.createSymbolicLink(clone.resolve(read), Home.path(read).toAbsolutePath());
    }
    // As the launcher leaves it behind a build.
    Files.createFile(
        Files.createDirectories(clone.resolve("target")).resolve("redthread-cli-built"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    }
  }

  @Test
  void thoseOfTheFirstPattern() throws Exception {
    String page = Files.readString(Home.path("docs", "first-pattern.md"));
    Matcher files = FILE.matcher(page);
    while (files.find()) {
      Path file = clone.resolve(files.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, files.group(2));
    }
    List<String> commands = new ArrayList<>();
    Matcher blocks = SHELL.matcher(page);
    while (blocks.find()) {
      commands.addAll(blocks.group(1).lines().toList());
    }
    assertThat(commands).hasSizeGreaterThan(5).allMatch(line -> line.startsWith("./redthread "));

    Map<String, String> said = run(commands);

    assertThat(said.get("./redthread lint patterns/sequences/first.yml"))
        .contains("1 pattern, nothing to complain about");
    assertThat(said.get("./redthread test patterns/sequences/first.yml"))
        .contains("2 tests, 24 replays, 0 failed");
    String backtest = "./redthread backtest --patterns patterns/sequences/first.yml";
    assertThat(commands).anyMatch(command -> command.startsWith(backtest));
    said.forEach(
        (command, text) -> {
          if (command.startsWith(backtest)) {
            assertThat(text.lines().filter(line -> line.startsWith("{\"id\""))).hasSize(2);
          }
        });
  }

  @Test
  void thoseOfPatternsInJava() throws Exception {
    String page = Files.readString(Home.path("docs", "java-patterns.md"));
    String section = page.substring(page.indexOf("## Building and trying it"));
    List<String> commands =
        section
            .substring(0, section.indexOf("Every command"))
            .lines()
            .filter(line -> line.startsWith("    "))
            .map(String::strip)
            .toList();
    assertThat(commands).hasSize(6).anyMatch(command -> command.startsWith("javac "));

    Map<String, String> said = run(commands);

    assertThat(said.get("./redthread lint docs/examples/java-pattern/patterns"))
        .contains("1 pattern, nothing to complain about");
    assertThat(said.get("./redthread test docs/examples/java-pattern/patterns"))
        .contains(" 0 failed");
  }

  /** The pattern of the page, tests that hold it to what the page says, and the commands below. */
  @Test
  void thoseOfComingFromElsewhere() throws Exception {
    String page = Files.readString(Home.path("docs", "migrating.md"));
    Matcher shown = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(shown.find()).isTrue();
    Files.writeString(clone.resolve("patterns/sequences/from-eql.yml"), shown.group(1));
    Files.writeString(
        clone.resolve("patterns/tests/sequences/from-eql.yml"),
        """
        source: okta.system
        fields: {person: ada@example.com}
        tests:
          - name: three denied pushes, then a factor
            events:
              - {id: one, at: 0, activity: mfa.denied}
              - {id: two, at: 1m, activity: mfa.denied}
              - {id: three, at: 2m, activity: mfa.denied}
              - {id: factor, at: 10m, activity: mfa.factor_added}
            findings:
              - chain: {denied: [one, two, three], added: factor}
          - name: a logout between
            events:
              - {id: one, at: 0, activity: mfa.denied}
              - {id: two, at: 1m, activity: mfa.denied}
              - {id: three, at: 2m, activity: mfa.denied}
              - {id: out, at: 3m, activity: logout}
              - {id: factor, at: 10m, activity: mfa.factor_added}
            quiet: true
        """);
    Path story = Home.path("patterns", "campaigns", "vendor-november-2025", "story.ndjson");
    Files.copy(story, clone.resolve("log.ndjson"));
    List<String> commands =
        page.lines()
            .filter(line -> line.startsWith("    ./redthread "))
            .map(line -> line.replaceAll(" +#.*", "").strip())
            .toList();

    Map<String, String> said = run(commands);

    assertThat(said)
        .containsOnlyKeys(
            "./redthread lint patterns",
            "./redthread backtest --patterns patterns --events log.ndjson",
            "./redthread test patterns");
    assertThat(said.get("./redthread lint patterns")).contains("nothing to complain about");
    assertThat(said.get("./redthread test patterns")).contains(" 0 failed");
    assertThat(said.get("./redthread backtest --patterns patterns --events log.ndjson"))
        .contains("{\"id\"");
  }

  /** Runs one after the other in the clone; what each said, by the command. */
  private Map<String, String> run(List<String> commands) throws Exception {
    Map<String, String> said = new LinkedHashMap<>();
    for (String command : commands) {
      Path output = clone.resolve("output.txt");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-c", command)
              .directory(clone.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      String home = System.getProperty("java.home");
      builder.environment().put("JAVA_HOME", home);
      builder.environment().merge("PATH", home + "/bin:", (path, java) -> java + path);
      Process process = builder.start();
      try {
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as(command).isTrue();
      } finally {
        process.destroyForcibly();
      }
      String text = Files.readString(output);
      assertThat(process.exitValue()).as("%s: %s", command, text).isZero();
      said.put(command, text);
    }
    return said;
  }
}
