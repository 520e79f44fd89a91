package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.PatternPaths;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pipeline.JarOfSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PatternWatchTest {
  private static final TextsCompiler COMPILER =
      new TextsCompiler.OverSources(PatternTextsOfTests.SOURCES.catalog());

  @TempDir Path folder;

  private final List<String> refusals = new ArrayList<>();
  private PatternWatch watch =
      new PatternWatch(PatternFolder.of(List.of()).open(), COMPILER, refusals::add);
  private String inForce = "";

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("patterns/rules"));
    watch =
        new PatternWatch(
            PatternFolder.of(
                    PatternPaths.of(List.of(folder.resolve("patterns"))),
                    List.of(folder.resolve("lists.yml")))
                .open(),
            COMPILER,
            refusals::add);
    write("rules/all.yml", PatternTextsOfTests.RULES);
    write("phished.yml", PatternTextsOfTests.PHISHED);
    look();
    inForce = PatternVersion.hash(look().orElseThrow());
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve("patterns").resolve(file), text);
  }

  /** What is to change. */
  private Optional<Map<String, String>> look() throws IOException {
    return watch.look().filter(files -> !PatternVersion.hash(files).equals(inForce));
  }

  @Test
  void saysWhatIsInForceWhileNothingChanges() throws IOException {
    assertThat(watch.look().map(PatternVersion::hash)).hasValue(inForce);
    assertThat(look()).isEmpty();
    assertThat(refusals).isEmpty();
  }

  @Test
  void saysAChangeOnceItHasStoodStill() throws IOException {
    write("failures.yml", PatternTextsOfTests.FAILURES);
    assertThat(look()).as("it may still be written").isEmpty();
    write("failures.yml", PatternTextsOfTests.FAILURES.replace("1h", "2h"));
    assertThat(look()).as("it was").isEmpty();

    Map<String, String> files = look().orElseThrow();
    assertThat(files).hasSize(3).containsValue(PatternTextsOfTests.FAILURES.replace("1h", "2h"));
    inForce = PatternVersion.hash(files);
    assertThat(look()).isEmpty();

    Files.delete(folder.resolve("patterns/failures.yml"));
    assertThat(look()).isEmpty();
    assertThat(look().orElseThrow()).as("changed back").hasSize(2);
    assertThat(refusals).isEmpty();
  }

  @Test
  void refusesWhatCannotRunOncePerContentWithItsPlace() throws IOException {
    write("phished.yml", PatternTextsOfTests.PHISHED.replace("rule: login", "rule: logon"));
    assertThat(look()).isEmpty();
    assertThat(refusals).isEmpty();
    for (int i = 0; i < 3; i++) {
      assertThat(look()).isEmpty();
    }
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).contains("phished.yml:7:", "unknown-rule", "did you mean `login`?");

    write("phished.yml", "title: [");
    look();
    look();
    assertThat(refusals).as("another content").hasSize(2);

    write("phished.yml", PatternTextsOfTests.PHISHED);
    assertThat(look()).as("what is in force").isEmpty();
    assertThat(look()).isEmpty();

    write("phished.yml", "title: [");
    look();
    look();
    assertThat(refusals).as("said again, since it was gone").hasSize(3);
  }

  @Test
  void refusesAFolderThatVanishedOrIsEmpty() throws IOException {
    Path away = folder.resolve("away");
    Files.move(folder.resolve("patterns"), away);
    look();
    assertThat(look()).isEmpty();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).contains("unreadable");

    Files.createDirectories(folder.resolve("patterns"));
    look();
    assertThat(look()).isEmpty();
    assertThat(refusals).hasSize(2);
    assertThat(refusals.get(1)).endsWith("patterns:\nthere is no pattern");

    Files.delete(folder.resolve("patterns"));
    Files.move(away, folder.resolve("patterns"));
    look();
    assertThat(look()).as("back again").isEmpty();
    assertThat(refusals).hasSize(2);
  }

  @Test
  void takesUpAJarThatIsAddedOrChangedAndKeepsTheOldOneWhenItGoes(@TempDir Path scratch)
      throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    watch =
        new PatternWatch(
            PatternFolder.of(
                    new PatternPaths(List.of(folder.resolve("patterns")), Optional.of(jars)),
                    List.of())
                .open(),
            COMPILER,
            refusals::add);
    write(
        "java.yml",
        """
        title: In Java
        id: in-java
        java: {class: org.example.Any, rules: [click], group-by: [person], timespan: 1h}
        """);
    look();
    assertThat(look()).as("no jar has the class").isEmpty();
    assertThat(refusals).singleElement().asString().contains("java.yml:3:15: error[java-class]");

    Map<String, String> added = jarWithStep("first", jars, scratch);
    assertThat(steps(added)).containsExactly("first");
    assertThat(look()).isEmpty();

    Map<String, String> changed = jarWithStep("second", jars, scratch);
    assertThat(steps(changed)).containsExactly("second");

    Files.delete(jars.resolve("example.jar"));
    look();
    assertThat(look()).as("what is in force stays").isEmpty();
    assertThat(refusals).hasSize(2);
  }

  /** Puts a jar in place whose pattern has one step, and lets it come into force. */
  private Map<String, String> jarWithStep(String step, Path jars, Path scratch) throws IOException {
    String body =
        "public final class Any implements Supplier<Pattern<Event, ?>> { public Pattern<Event, ?>"
            + " get() { return Pattern.<Event>begin(\""
            + step
            + "\", AfterMatchSkipStrategy.noSkip()); } }";
    Files.write(
        jars.resolve("example.jar"),
        JarOfSources.of("Any", body, Files.createDirectories(scratch.resolve(step))).bytes());
    look();
    Map<String, String> files = look().orElseThrow();
    inForce = PatternVersion.hash(files);
    return files;
  }

  private static List<String> steps(Map<String, String> files) {
    return COMPILER.compile(files).set().patterns().stream()
        .map(CompiledPattern::shape)
        .filter(Shape.Java.class::isInstance)
        .flatMap(shape -> ((Shape.Java) shape).steps().stream())
        .toList();
  }

  @Test
  void takesUpAFileOfListsThatFirstAppearsChangesAndGoes() throws IOException {
    Path lists = folder.resolve("lists.yml");
    Files.writeString(lists, "title: Lists\nplaceholders:\n  watched: [ann]\n");
    assertThat(look()).as("it may still be written").isEmpty();
    Map<String, String> appeared = look().orElseThrow();
    assertThat(appeared).containsKey(lists.toString());
    inForce = PatternVersion.hash(appeared);
    assertThat(look()).isEmpty();

    Files.writeString(lists, "title: Lists\nplaceholders:\n  watched: [ann, bob]\n");
    look();
    Map<String, String> changed = look().orElseThrow();
    assertThat(changed.get(lists.toString())).contains("bob");
    inForce = PatternVersion.hash(changed);

    write("listed.yml", PatternTextsOfTests.LISTED);
    look();
    inForce = PatternVersion.hash(look().orElseThrow());
    Files.delete(lists);
    look();
    assertThat(look()).as("a pattern needs it").isEmpty();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).contains("listed.yml", "unknown-placeholder");
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Files.write(folder.resolve("patterns/bytes.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    look();
    assertThat(look()).isEmpty();
    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0)).contains("bytes.yml", "not UTF-8");
  }
}
