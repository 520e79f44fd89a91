package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares with the public rule set and with the cases of two other evaluators. What is decided
 * otherwise here is listed in docs/authoring.md and, case by case, below.
 */
class ConformanceTest {

  private static final String NAMES_NO_RULE = "bad-value";
  private static final String NO_LIST = "unknown-placeholder";

  /** Cases of rsigma that come out otherwise, by line, and what comes out here. */
  private static final Map<Integer, String> OTHER_THAN_RSIGMA =
      Map.ofEntries(
          // An event's own field `product` does not choose the rules; its source does.
          Map.entry(8, "3"),
          // A filter with an empty list of rules is refused, as by Sigma's schema.
          Map.entry(13, NAMES_NO_RULE),
          Map.entry(14, NAMES_NO_RULE),
          Map.entry(21, NAMES_NO_RULE),
          Map.entry(22, NAMES_NO_RULE),
          Map.entry(23, NAMES_NO_RULE),
          Map.entry(24, NAMES_NO_RULE),
          Map.entry(45, NAMES_NO_RULE),
          Map.entry(46, NAMES_NO_RULE),
          Map.entry(47, NAMES_NO_RULE),
          Map.entry(48, NAMES_NO_RULE),
          // Rules are referred to by id or name, not by title.
          Map.entry(16, "unknown-rule"),
          Map.entry(17, "unknown-rule"),
          // Placeholders stand for what a list says, not for a field of the event.
          Map.entry(25, NO_LIST),
          Map.entry(26, NO_LIST),
          Map.entry(27, NO_LIST),
          Map.entry(28, NO_LIST),
          // Collections of Sigma 1, `action: repeat`, are not part of Sigma 2.
          Map.entry(35, "missing-key sigma-1"));

  /** What the placeholder of sigmalite's cases stands for. */
  private static final String LISTS =
      "title: Lists\nplaceholders:\n  Admins_Workstations: ['Admin*']\n";

  @Test
  void loadsEveryPublicCloudRule() throws IOException {
    Optional<Path> folder = Shared.find("the public rule set", "conformance/SigmaHQ-sigma/rules");
    if (folder.isEmpty()) {
      return;
    }
    Loaded loaded = PatternFiles.load(List.of(folder.get()), TestSources.ANYTHING);
    List<Diagnostic> errors = loaded.diagnostics().stream().filter(Diagnostic::isError).toList();
    System.out.println("public rules loaded: " + loaded.set().patterns().size());
    assertThat(errors).isEmpty();
    assertThat(loaded.set().patterns()).hasSize(348);
    assertThat(loaded.diagnostics()).isEmpty();
  }

  @Test
  void judgesFieldsOfPublicRulesWhereTheirSourceIsMapped() throws IOException {
    Optional<Path> folder =
        Shared.find("fields of the public rule set", "conformance/SigmaHQ-sigma/rules");
    if (folder.isEmpty()) {
      return;
    }
    Path root = Path.of(System.getProperty("redthread.root", "../.."));
    Loaded loaded =
        PatternFiles.load(
            List.of(folder.get()), Sources.load(root.resolve("config/sources")).catalog());
    System.out.println(
        "fields of public rules that no configured mapping sets: " + loaded.diagnostics().size());
    assertThat(loaded.hasErrors()).isFalse();
    assertThat(loaded.set().patterns()).hasSize(348);
    assertThat(loaded.diagnostics())
        .hasSizeLessThan(60)
        .allSatisfy(each -> assertThat(each.code()).isEqualTo(Code.UNMAPPED_FIELD))
        .allSatisfy(
            each ->
                assertThat(each.message())
                    .containsPattern("no mapping of (azure|github|okta|o365|google_workspace)")
                    .contains("it is looked up in the raw record"));
  }

  @Test
  void agreesWithRsigmaOnEventRules() throws IOException {
    compare("conformance/rsigma/detection_rule_event_expect.jsonl", OTHER_THAN_RSIGMA);
  }

  @Test
  void agreesWithSigmaliteOnEventRules() throws IOException {
    compare("conformance/sigmalite/rule_event_expect.jsonl", Map.of());
  }

  @Test
  void acceptsTheDocumentsOfTheSpecificationThatItHonours() throws IOException {
    Optional<Path> folder =
        Shared.find(
            "documents of the specification", "conformance/sigma-specification/tests/schema");
    if (folder.isEmpty()) {
      return;
    }
    Map<String, String> outcomes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.get())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).sorted().toList()) {
        Loaded loaded =
            PatternFiles.loadTexts(Map.of("x.yml", Files.readString(file)), TestSources.ANYTHING);
        outcomes.put(file.getFileName().toString(), errors(loaded));
      }
    }
    assertThat(outcomes)
        .containsEntry("rule_1.yml", "")
        .containsEntry("rule_ecs.yml", "")
        .containsEntry("value_avg.yml", "unknown-rule")
        .containsEntry("value_percentile.yml", "unknown-rule")
        .containsEntry("temporal.yml", "unknown-rule")
        .containsEntry("temporal_ordered.yml", "unknown-rule");
  }

  private static void compare(String path, Map<Integer, String> otherwise) throws IOException {
    Optional<Path> file = Shared.find("cases of another evaluator", path);
    if (file.isEmpty()) {
      return;
    }
    Map<Integer, String> differences = new TreeMap<>();
    List<String> lines = Files.readAllLines(file.get());
    for (int i = 0; i < lines.size(); i++) {
      Map<String, Value> line = JsonFields.read(lines.get(i));
      String expected = expected(line);
      String actual = outcome(line);
      if (!actual.equals(expected)) {
        differences.put(i + 1, actual);
      }
    }
    System.out.println(path + ": " + lines.size() + " cases, otherwise " + differences);
    assertThat(differences).isEqualTo(otherwise);
  }

  private static String expected(Map<String, Value> line) {
    Value matches = line.get("expect_matches");
    if (matches != null) {
      return matches.text();
    }
    return line.getOrDefault("expect", Value.of(false)).text().equals("true") ? "1" : "0";
  }

  /** How many rules fire alone, or the codes of the errors. */
  private static String outcome(Map<String, Value> line) {
    String rules = line.getOrDefault("rules", line.getOrDefault("rule", Value.of(""))).text();
    Loaded loaded =
        PatternFiles.loadTexts(
            Map.of("rules.yml", rules, "lists.yml", LISTS), TestSources.ANYTHING);
    if (loaded.hasErrors()) {
      return errors(loaded);
    }
    Event event = Selected.event(event(line));
    long count =
        loaded.set().patterns().stream()
            .filter(pattern -> pattern.shape() instanceof Shape.Single)
            .filter(pattern -> matches(pattern, loaded.set(), event))
            .count();
    return String.valueOf(count);
  }

  private static boolean matches(CompiledPattern pattern, PatternSet set, Event event) {
    return pattern.rules().stream()
        .anyMatch(index -> Evaluate.test(set.rules().get(index).condition(), event));
  }

  private static Map<String, Value> event(Map<String, Value> line) {
    Map<String, Value> fields = new TreeMap<>();
    line.forEach(
        (name, value) -> {
          if (name.startsWith("event.") || name.startsWith("fields.")) {
            fields.put(name.substring(name.indexOf('.') + 1), value);
          } else if (name.equals("message")) {
            fields.put(name, value);
          }
        });
    return fields;
  }

  private static String errors(Loaded loaded) {
    return String.join(
        " ",
        loaded.diagnostics().stream()
            .filter(Diagnostic::isError)
            .map(diagnostic -> diagnostic.code().id())
            .distinct()
            .sorted()
            .toList());
  }
}
