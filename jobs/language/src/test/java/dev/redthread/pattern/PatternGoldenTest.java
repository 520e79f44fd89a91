package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what files lead to with what is kept beside them. {@code -Dgolden.update=true} writes
 * the kept files anew; read the difference before committing it.
 */
class PatternGoldenTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("redthread.root", "../.."))
          .resolve("jobs/language/src/test/resources/golden");

  static List<Path> diagnostics() throws IOException {
    return cases("diagnostics");
  }

  static List<Path> compiled() throws IOException {
    return cases("compiled");
  }

  private static List<Path> cases(String folder) throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static Loaded load(Path folder) throws IOException {
    return PatternFiles.loadTexts(
        Map.of("pattern.yml", Files.readString(folder.resolve("pattern.yml"))),
        TestSources.CATALOG);
  }

  @ParameterizedTest
  @MethodSource("diagnostics")
  void rendersDiagnosticsAsKept(Path folder) throws IOException {
    Loaded loaded = load(folder);
    assertThat(loaded.diagnostics()).isNotEmpty();
    compare(folder.resolve("expected.txt"), loaded.text());
  }

  @ParameterizedTest
  @MethodSource("compiled")
  void compilesAsKept(Path folder) throws IOException {
    Loaded loaded = load(folder);
    assertThat(loaded.diagnostics().stream().filter(Diagnostic::isError)).isEmpty();
    compare(folder.resolve("expected.txt"), Listing.of(loaded.set(), TestSources.CATALOG));
  }

  @ParameterizedTest
  @MethodSource("compiled")
  void givesEqualSetsForEqualFiles(Path folder) throws IOException {
    assertThat(Listing.of(load(folder).set())).isEqualTo(Listing.of(load(folder).set()));
    assertThat(load(folder).set().patterns()).isEqualTo(load(folder).set().patterns());
  }

  @Test
  void keepsACaseForEveryCode() throws IOException {
    Set<Code> missing = EnumSet.allOf(Code.class);
    missing.remove(Code.UNREADABLE_FILE);
    missing.remove(Code.NOT_UTF8);
    // said of a jar
    missing.remove(Code.JAVA_JAR);
    // said of pattern files beside their tests
    missing.remove(Code.UNTESTED);
    for (Path folder : diagnostics()) {
      load(folder).diagnostics().forEach(diagnostic -> missing.remove(diagnostic.code()));
    }
    assertThat(missing).isEmpty();
  }

  private static void compare(Path kept, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(kept, actual);
    }
    assertThat(kept).exists();
    assertThat(actual).isEqualTo(Files.readString(kept));
  }
}
