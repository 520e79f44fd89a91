package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pipeline.JarOfSources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java pattern of the docs, and broken ones, through the commands. */
final class JavaPatternTest {
  private static final Path PATTERNS = JarOfSources.EXAMPLE.resolve("patterns");
  static final String ID = "7a1c2f0e-31a5-4c2b-9d0c-1f6b0a5d2e03";
  private static final String CLASS =
      "public final class %s implements Supplier<Pattern<Event, ?>> {\n%s\n}\n";
  static final String LOG =
      """
      {"source":"json","received":"2026-11-09T10:00:00Z","event":{"@timestamp":"2026-11-09T10:00:00Z","activity":"login.suspicious","person":"mona","export":{"rows":0}}}
      {"source":"json","received":"2026-11-09T10:05:00Z","event":{"@timestamp":"2026-11-09T10:05:00Z","activity":"data.exported","person":"mona","export":{"rows":20000}}}
      {"source":"json","received":"2026-11-09T10:06:00Z","event":{"@timestamp":"2026-11-09T10:06:00Z","activity":"data.exported","person":"omar","export":{"rows":20000}}}
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path jars;

  @BeforeEach
  void jars() throws IOException {
    jars = Files.createDirectories(folder.resolve("java-patterns"));
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Redthread.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private void put(Jar jar) throws IOException {
    Files.write(jars.resolve("example.jar"), jar.bytes());
  }

  @Test
  void everyCommandKnowsIt() throws IOException {
    put(JarOfSources.ofExample(folder));
    String patterns = PATTERNS.toString();
    String folderOfJars = jars.toString();

    assertThat(run("lint", patterns, "--java-patterns", folderOfJars)).as(out + "" + err).isZero();
    assertThat(out.toString()).isEmpty();

    assertThat(run("test", patterns, "--java-patterns", folderOfJars)).as(out + "" + err).isZero();

    assertThat(run("explain", ID, "--patterns", patterns, "--java-patterns", folderOfJars))
        .isZero();
    assertThat(out.toString())
        .contains(
            "the class org.example.LoginThenExport of",
            "within 2d: login, export",
            "decided by Flink CEP, as org.example.LoginThenExport says");
    assertThat(
            run(
                "explain",
                ID,
                "--patterns",
                patterns,
                "--format",
                "MERMAID",
                "--java-patterns",
                folderOfJars))
        .isZero();
    assertThat(out.toString()).contains("as the code says");

    assertThat(run("coverage", patterns, "--java-patterns", folderOfJars)).isZero();
    assertThat(out.toString()).contains("T1567", "in Java");

    Path log = Files.writeString(folder.resolve("log.ndjson"), LOG);
    assertThat(backtest(PATTERNS, log)).as(err.toString()).isZero();
    assertThat(out.toString().lines().toList())
        .singleElement()
        .asString()
        .contains(ID, "\"login\"", "\"export\"", "mona");
  }

  private int backtest(Path patterns, Path log) throws IOException {
    Path found = folder.resolve("found.ndjson");
    int exit =
        run(
            "backtest",
            "--patterns",
            patterns.toString(),
            "--events",
            log.toString(),
            "--java-patterns",
            jars.toString(),
            "--out",
            found.toString());
    out.write(Files.readString(found));
    return exit;
  }

  @Test
  void theClassIsNotOnOurClassPath() {
    assertThat(JavaPatternTest.class.getResource("/org/example/LoginThenExport.class")).isNull();
  }

  @Test
  void thePageShowsTheExample() throws IOException {
    String page = Files.readString(Home.path("docs", "java-patterns.md"));
    Path source = JarOfSources.EXAMPLE.resolve("src/org/example/LoginThenExport.java");
    assertThat(page).contains("```java\n" + Files.readString(source) + "```");
    String document = Files.readString(PATTERNS.resolve("login-then-export.yml"));
    assertThat(page).contains(document.substring(document.lastIndexOf("---\n") + 4));
  }

  @Test
  void withoutItsJarTheDocumentIsRefusedWhereItNamesTheClass() {
    assertThat(run("lint", PATTERNS.toString(), "--java-patterns", jars.toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "login-then-export.yml:18:10: error[java-class]: no jar has the class"
                + " `org.example.LoginThenExport`",
            "put its jar into the folder of Java patterns");
  }

  @Test
  void saysWhatIsWrongWithAClass() throws IOException {
    String begin = "Pattern.<Event>begin(\"a\", AfterMatchSkipStrategy.noSkip())";
    refused("public final class Broken {}", "it is no java.util.function.Supplier");
    refused(supplier("return null;"), "its `get()` gives nothing");
    refused(supplier("throw new IllegalStateException(\"not today\");"), "not today");
    refused(
        supplier("return Pattern.<Event>begin(\"a\", AfterMatchSkipStrategy.skipPastLastEvent());"),
        "skips events after a match");
    refused(
        supplier(
            "return " + begin + ".notFollowedBy(\"b\").within(java.time.Duration.ofHours(1));"),
        "ends with an absence");
    refused(supplier("return " + begin + ".optional();"), "matches nothing at all");
    refused(
        supplier("return " + begin + ".followedBy(\"a\");"), "Flink CEP refuses its pattern", "a");
    refused(
        supplier(
            "Object lock = new Object(); return "
                + begin
                + ".where(SimpleCondition.of(event -> lock != null));"),
        "cannot be serialised, since it holds a java.lang.Object");
  }

  private static String supplier(String body) {
    return CLASS.formatted("Broken", "public Pattern<Event, ?> get() { " + body + " }");
  }

  private void refused(String body, String... said) throws IOException {
    put(JarOfSources.of("Broken", body, folder));
    assertThat(lintOf("org.example.Broken")).as(body).isEqualTo(1);
    assertThat(out.toString()).contains("java.yml:9:10: error[java-class]: ").contains(said);
  }

  private int lintOf(String className) throws IOException {
    Path file = document(className);
    return run("lint", file.toString(), "--java-patterns", jars.toString());
  }

  private Path document(String className) throws IOException {
    return Files.writeString(
        folder.resolve("java.yml"),
        """
        title: Any
        name: any
        logsource: {category: activity}
        detection: {selection: {activity: [data.exported, login.suspicious]}, condition: selection}
        ---
        title: In Java
        id: in-java
        java:
          class: %s
          rules: [any]
          group-by: [person]
          timespan: 1h
        """
            .formatted(className));
  }

  @Test
  void aJarSeesNothingOfOursButWhatIsPublished() throws IOException {
    String asks =
        supplier(
            "try { return (Pattern<Event, ?>) Class.forName(\"%s\").cast(null); }"
                + " catch (ClassNotFoundException e) { throw new NoClassDefFoundError(e.getMessage()); }");
    for (String hidden :
        new String[] {
          "dev.redthread.event.Event",
          "dev.redthread.cli.Redthread",
          "org.apache.flink.cep.nfa.NFA",
          "com.fasterxml.jackson.core.JsonFactory",
          "java.sql.Connection",
          "org.slf4j.Logger"
        }) {
      refused(asks.formatted(hidden), "the class " + hidden + " is not found", "pack what else");
    }
    refused(asks.formatted("java.util.ArrayList"), "its `get()` gives nothing");
  }

  @Test
  void aJarThatIsNoneAndAClassThatIsThereTwice() throws IOException {
    put(JarOfSources.of("Broken", "public final class Broken {}", folder));
    Files.copy(jars.resolve("example.jar"), jars.resolve("other.jar"));
    assertThat(lintOf("org.example.Broken")).isEqualTo(1);
    assertThat(out.toString())
        .contains("`org.example.Broken` is in ", "example.jar and ", "other.jar");

    Files.writeString(jars.resolve("other.jar"), "no jar");
    assertThat(lintOf("org.example.Brokn")).isEqualTo(1);
    assertThat(out.toString())
        .contains("other.jar", "error[java-jar]: is no jar", "did you mean `org.example.Broken`?");
  }

  @Test
  void anEventAtWhichItFailsIsADeadLetterAndTheRestGoesOn() throws IOException {
    put(
        JarOfSources.of(
            "Broken",
            supplier(
                "return Pattern.<Event>begin(\"all\", AfterMatchSkipStrategy.noSkip())"
                    + ".where(SimpleCondition.of(event -> {"
                    + " if (event.value(\"person\").get().equals(\"mona\")) {"
                    + " throw new ArithmeticException(\"mona\"); } return true; }));"),
            folder));
    Path patterns = document("org.example.Broken");
    Path log = Files.writeString(folder.resolve("log.ndjson"), LOG);

    assertThat(backtest(patterns, log)).as(err.toString()).isZero();

    assertThat(out.toString().lines().toList()).singleElement().asString().contains("omar");
    assertThat(err.toString()).contains("pattern_failed", "ArithmeticException: mona");
  }

  @Test
  void aTestOfAPatternWhoseCodeFailsIsNotPassedByItsSilence() throws IOException {
    put(
        JarOfSources.of(
            "Broken",
            supplier(
                "return Pattern.<Event>begin(\"all\", AfterMatchSkipStrategy.noSkip())"
                    + ".where(SimpleCondition.of(event -> {"
                    + " throw new ArithmeticException(\"mona\"); }));"),
            folder));
    Path set = folder.resolve("set");
    Files.createDirectories(set.resolve("tests"));
    Files.copy(document("org.example.Broken"), set.resolve("broken.yml"));
    Files.writeString(
        set.resolve("tests/broken.yml"),
        """
        source: vendor.export
        fields: {person: mona}
        tests:
          - name: nobody
            events:
              - {id: one, at: 0, activity: data.exported}
            quiet: true
        """);

    assertThat(run("test", set.toString(), "--java-patterns", jars.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("nobody", "org.example.Broken failed: ");
  }

  @Test
  void oneThatTakesTooLongIsSwitchedOffAndNothingElseIs() throws IOException {
    put(
        JarOfSources.of(
            "Broken",
            supplier(
                "return Pattern.<Event>begin(\"all\", AfterMatchSkipStrategy.noSkip())"
                    + ".where(SimpleCondition.of(event -> {"
                    + " boolean hangs = event.value(\"person\").get().equals(\"omar\");"
                    + " while (hangs && !Thread.currentThread().isInterrupted()) { Thread.onSpinWait(); }"
                    + " return true; }));"),
            folder));
    Path patterns = document("org.example.Broken");
    Files.writeString(
        patterns,
        Files.readString(patterns)
            + """
            ---
            title: Two
            id: two
            correlation:
              type: event_count
              rules: [any]
              group-by: [activity]
              timespan: 1h
              condition: {gte: 2}
            """);
    Path log = Files.writeString(folder.resolve("log.ndjson"), LOG);

    assertThat(backtest(patterns, log)).as(err.toString()).isZero();

    assertThat(out.toString()).contains("\"two\"");
    assertThat(out.toString().lines().filter(line -> line.contains("in-java")))
        .as("what it found before")
        .hasSize(2)
        .allMatch(line -> line.contains("mona"));
    assertThat(err.toString()).contains("pattern_switched_off", "is switched off");
  }

  @Test
  void nothingKeepsALoaderThatNobodyRunsBy() throws Exception {
    put(
        JarOfSources.of(
            "Broken",
            supplier(
                "System.getProperties().put(\"redthread.made\", this);"
                    + " return Pattern.<Event>begin(\"all\", AfterMatchSkipStrategy.noSkip());"),
            folder));
    Path patterns = document("org.example.Broken");
    Path log = Files.writeString(folder.resolve("log.ndjson"), LOG);
    assertThat(backtest(patterns, log)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("in-java");

    WeakReference<ClassLoader> loader = new WeakReference<>(takeLoader());
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (loader.get() != null && System.nanoTime() < until) {
      System.gc();
      Thread.sleep(100);
    }
    assertThat(loader.get()).isNull();
  }

  /** The loader of the object that the pattern left, which is forgotten. */
  private static ClassLoader takeLoader() {
    Object made = Objects.requireNonNull(System.getProperties().remove("redthread.made"));
    return Objects.requireNonNull(made.getClass().getClassLoader());
  }
}
