package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.convert.Sigma1;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.read.TestFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken files lead to diagnostics or to a set; never to an exception, never to a long wait. */
class PatternFilesGeneratedTest {
  private static final String RULES = "conformance/SigmaHQ-sigma/rules";
  private static final int CASES = 4_000;
  private static final long SEED = Long.getLong("seed", 20_251_109L);
  private static final String ALPHABET = "{}[]:,-|>*?&!%@`'\"#\\\n\t ()._~=<0179aåİ\u0000\uFFFD";

  @TempDir Path folder;

  /** A cut inside a character leaves what no text has. */
  @Test
  void survivesEveryTruncationOfWhatIsKeptAndShipped() throws IOException {
    List<String> samples = samples(false);
    assertThat(samples).hasSizeGreaterThan(25);
    for (String sample : samples) {
      byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
      for (int end = 0; end < bytes.length; end++) {
        String cut = new String(bytes, 0, end, StandardCharsets.UTF_8);
        loads(cut, "cut at " + end + " of\n" + sample);
      }
    }
  }

  @Test
  void survivesATruncationAtEachLineOfWhatIsShared() throws IOException {
    for (String sample : samples(true)) {
      for (int end = sample.indexOf('\n'); end >= 0; end = sample.indexOf('\n', end + 1)) {
        loads(sample.substring(0, end), "cut at " + end + " of\n" + sample);
      }
    }
  }

  @Test
  void survivesEveryTruncationOfTestsOfPatterns() throws IOException {
    List<Path> files = ymlFiles(root().resolve("patterns/tests"));
    assertThat(files).hasSizeGreaterThan(3);
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (int end = 0; end < bytes.length; end++) {
        String cut = new String(bytes, 0, end, StandardCharsets.UTF_8);
        within(
            () -> new TestFileReader(TestSources.CATALOG, new Diagnostics()).read("x.yml", cut),
            file + " cut at " + end);
      }
    }
  }

  @Test
  void survivesTruncationsOfAllThatIsShippedAndAllThatIsShared() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> samples = samples(true);
    boolean shared = Shared.find("the least number of samples", RULES).isPresent();
    assertThat(samples).hasSizeGreaterThan(shared ? 400 : 60);
    for (int i = 0; i < samples.size(); i++) {
      String sample = samples.get(i);
      for (int cut = 0; cut < 4; cut++) {
        int end = random.nextInt(sample.length());
        survives(sample.substring(0, end), "sample " + i + " cut at " + end + ", seed " + SEED);
      }
    }
  }

  @Test
  void survivesMutations() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> samples = samples(true);
    for (int i = 0; i < CASES; i++) {
      String sample = samples.get(random.nextInt(samples.size()));
      survives(mutate(sample, random), "case " + i + " of seed " + SEED);
    }
  }

  @Test
  void survivesBytesThatAreNoText() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> samples = samples(false);
    Path file = folder.resolve("x.yml");
    for (int i = 0; i < 300; i++) {
      byte[] bytes = samples.get(random.nextInt(samples.size())).getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Files.write(file, bytes);
      assertThatCode(() -> use(PatternFiles.load(List.of(file), TestSources.CATALOG)))
          .as("case %s of seed %s", i, SEED)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "(", "a: &a [*a, *a]\n", "? ", "\"", "!!map ", "|"})
  void refusesWhatGoesTooDeepOrRefersToItself(String piece) {
    assertThat(
            load("title: t\ndetection:\n  s: " + piece.repeat(20_000), TestSources.CATALOG)
                .hasErrors())
        .isTrue();
  }

  @Test
  void boundsHugeConditionsAndExpressions() {
    String rule = "title: t\nid: t\nlogsource: {product: a}\ndetection:\n  s: {a|re: '%s'}\n";
    String deep = "(".repeat(3_000) + "a" + ")".repeat(3_000);
    survives(rule.formatted(deep) + "  condition: s\n", "a deep expression");
    survives(rule.formatted("(a{1000}){1000}") + "  condition: s\n", "a huge expression");
    survives(rule.formatted("a") + "  condition: " + "not ".repeat(2_000) + "s\n", "many nots");
    survives(rule.formatted("a") + "  condition: " + "(".repeat(5_000) + "s\n", "a deep condition");
    survives(rule.formatted("a") + "  condition: s" + " or s".repeat(2_000) + "\n", "a long one");
    String windash = "title: t\nlogsource: {product: a}\ndetection:\n  s: {a|windash: '%s'}\n";
    survives(windash.formatted(" -a".repeat(50)) + "  condition: s\n", "many dashes");
  }

  private static void survives(String text, String what) {
    within(() -> use(load(text, TestSources.CATALOG)), what);
    within(() -> Sigma1.convert("x.yml", text, new Diagnostics()), "converted, " + what);
  }

  private static void loads(String text, String what) {
    within(() -> assertThat(load(text, TestSources.CATALOG).text()).isNotNull(), what);
  }

  private static void within(Runnable reads, String what) {
    long start = System.nanoTime();
    assertThatCode(reads::run).as(what).doesNotThrowAnyException();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as(what)
        .isLessThan(Duration.ofSeconds(20));
  }

  private static Loaded load(String text, SourceCatalog catalog) {
    return PatternFiles.loadTexts(Map.of("x.yml", text), catalog);
  }

  private static void use(Loaded loaded) {
    assertThat(loaded.text()).isNotNull();
    assertThat(loaded.json()).endsWith("]\n");
    assertThat(loaded.sarif()).endsWith("}\n");
    assertThat(Listing.of(loaded.set())).isNotNull();
    assertThat(loaded.set().fields("okta.system")).isNotNull();
    loaded.set().rules().forEach(rule -> Evaluate.test(rule.condition(), Selected.event(Map.of())));
  }

  private static String mutate(String sample, SplittableRandom random) {
    StringBuilder text = new StringBuilder(sample);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && text.length() > 0; i++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      String other = String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, other);
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at, end));
        default -> text.replace(at, at + 1, other);
      }
    }
    return text.toString();
  }

  /**
   * The kept files that compile and the shipped patterns; with {@code shared} all kept and shipped
   * ones, and those of the public rule set, of the specification and of other evaluators, where
   * they are present.
   */
  private static List<String> samples(boolean shared) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : PatternGoldenTest.compiled()) {
      files.add(folder.resolve("pattern.yml"));
    }
    Path shipped = root().resolve("patterns");
    for (Path file : ymlFiles(shipped)) {
      String kind = shipped.relativize(file).getName(0).toString();
      if (shared || !Set.of("tests", "campaigns").contains(kind)) {
        files.add(file);
      }
    }
    if (shared) {
      for (Path folder : PatternGoldenTest.diagnostics()) {
        files.add(folder.resolve("pattern.yml"));
      }
      for (String folder : List.of(RULES, "conformance/sigma-specification/tests/schema")) {
        Path found = Shared.find("mutations of " + folder, folder).orElse(null);
        if (found != null) {
          files.addAll(ymlFiles(found));
        }
      }
    }
    List<String> samples = new ArrayList<>();
    for (Path file : files) {
      samples.add(Files.readString(file));
    }
    if (shared) {
      samples.addAll(cases("conformance/rsigma/detection_rule_event_expect.jsonl", "rules"));
      samples.addAll(cases("conformance/rsigma/correlation_replays.jsonl", "rules"));
      samples.addAll(cases("conformance/sigmalite/rule_event_expect.jsonl", "rule"));
    }
    return samples;
  }

  private static Path root() {
    return Path.of(System.getProperty("redthread.root", "../.."));
  }

  private static List<Path> ymlFiles(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }

  /** The rules of the cases of another evaluator. */
  private static List<String> cases(String path, String key) throws IOException {
    Path file = Shared.find("mutations of " + path, path).orElse(null);
    List<String> rules = new ArrayList<>();
    for (String line : file == null ? List.<String>of() : Files.readAllLines(file)) {
      rules.add(new ObjectMapper().readTree(line).path(key).asText());
    }
    return rules;
  }
}
