package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/authoring.md and docs/migrating.md to what is true. */
class AuthoringGuideTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));

  private static List<String> blocks(String page, String language) throws IOException {
    String guide = Files.readString(ROOT.resolve("docs").resolve(page));
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(guide)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @Test
  void showsOnlyPatternsThatLoad() throws IOException {
    List<String> blocks = new ArrayList<>(blocks("authoring.md", "yaml"));
    assertThat(blocks).hasSizeGreaterThan(4);
    blocks.addAll(blocks("migrating.md", "yaml"));
    for (String block : blocks) {
      Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", block), TestSources.ANYTHING);
      assertThat(loaded.text()).isEmpty();
      assertThat(loaded.set().patterns()).isNotEmpty();
    }
  }

  @Test
  void showsADiagnosticAsItIs() throws IOException {
    String expected =
        Files.readString(
            ROOT.resolve(
                "jobs/language/src/test/resources/golden/diagnostics/unknown-key/expected.txt"));
    assertThat(blocks("authoring.md", "text"))
        .hasSize(1)
        .allSatisfy(block -> assertThat(expected).contains(block));
  }
}
