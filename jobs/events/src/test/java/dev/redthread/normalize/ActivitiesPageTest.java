package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Activity;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import dev.redthread.normalize.SourceMapping.FieldReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code -Dgolden.write=true} writes {@code docs/activities.md} anew. */
class ActivitiesPageTest {

  @Test
  void saysWhatIsConfigured() throws IOException {
    Path page = Config.ROOT.resolve("docs/activities.md");
    String text = page();
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(page, text);
    }
    assertThat(Files.readString(page)).isEqualTo(text);
  }

  @Test
  void everyActivityIsDefinedWithAnExample() {
    for (Activity activity : Activity.values()) {
      assertThat(activity.definition()).as(activity.id()).endsWith(".");
      assertThat(activity.examples()).as(activity.id()).isNotEmpty();
    }
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Activities\n\n")
        .append("What happened, in one vocabulary for all vendors, and which events of each source")
        .append(
            " are what.\nPatterns ask for these words; how a source comes to them is in its file")
        .append(" ([log sources](sources.md)).\nThis page is made from `Activity` and")
        .append(" `config/sources`; `ActivitiesPageTest` writes it anew.\n\n")
        .append("## The vocabulary\n\n| activity | is | for example |\n|---|---|---|\n");
    for (Activity activity : Activity.values()) {
      row(page, code(activity.id()), activity.definition(), String.join("; ", activity.examples()));
    }
    page.append("\n## What each source says\n\n")
        .append("The first row whose type and conditions fit decides. The person is the one of the")
        .append(" source, unless a row\nnames other fields: then it happened to somebody.\n");
    sourcesByFile().forEach((file, mappings) -> source(file, mappings, page));
    return page.toString();
  }

  private static Map<String, List<SourceMapping>> sourcesByFile() {
    Map<String, List<SourceMapping>> byFile = new TreeMap<>();
    for (SourceMapping mapping : Config.sources().mappings()) {
      Path file = Path.of(Config.sources().file(mapping.name())).getFileName();
      byFile.computeIfAbsent(String.valueOf(file), unknown -> new ArrayList<>()).add(mapping);
    }
    return byFile;
  }

  private static void source(String file, List<SourceMapping> mappings, StringBuilder page) {
    SourceMapping mapping = mappings.get(0);
    page.append("\n### ")
        .append(String.join(", ", mappings.stream().map(SourceMapping::title).toList()))
        .append("\n\n")
        .append(String.join(", ", mappings.stream().map(each -> code(each.name())).toList()))
        .append(", in `config/sources/")
        .append(file)
        .append("`. ")
        .append(outcome(mapping))
        .append("\n");
    if (!mapping.activity().given().isEmpty()) {
      page.append("A record may give its activity itself, under ")
          .append(
              String.join(
                  " or ",
                  mapping.activity().given().stream().map(ActivitiesPageTest::code).toList()))
          .append(".\n");
    }
    if (mapping.activity().rules().isEmpty()) {
      return;
    }
    page.append("\n| type | when | activity | person |\n|---|---|---|---|\n");
    for (ActivityRule rule : mapping.activity().rules()) {
      row(
          page,
          rule.types().isEmpty()
              ? "any"
              : String.join(", ", rule.types().stream().map(ActivitiesPageTest::code).toList()),
          String.join(", ", rule.when().stream().map(Object::toString).toList()),
          code(rule.activity().id()),
          String.join(", ", rule.person()));
    }
  }

  private static String outcome(SourceMapping mapping) {
    List<FieldReading> readings = mapping.fields().getOrDefault("event.outcome", List.of());
    if (readings.isEmpty()) {
      return "It says no outcome.";
    }
    return "Outcome: "
        + String.join("; else ", readings.stream().map(ActivitiesPageTest::outcome).toList())
        + ".";
  }

  private static String outcome(FieldReading reading) {
    if (reading.constant() != null) {
      return "always " + reading.constant();
    }
    Map<String, List<String>> byOutcome = new LinkedHashMap<>();
    new TreeMap<>(reading.values())
        .forEach(
            (vendor, ours) ->
                byOutcome.computeIfAbsent(ours, unknown -> new ArrayList<>()).add(code(vendor)));
    List<String> parts = new ArrayList<>();
    new TreeMap<>(byOutcome)
        .forEach((ours, vendor) -> parts.add(ours + " for " + String.join(", ", vendor)));
    if (reading.otherwise() != null) {
      parts.add(reading.otherwise() + " for anything else");
    }
    return "of "
        + String.join(" or ", reading.paths().stream().map(ActivitiesPageTest::code).toList())
        + (parts.isEmpty() ? " as it is" : ": " + String.join(", ", parts));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void row(StringBuilder page, String... cells) {
    page.append("|");
    for (String cell : cells) {
      page.append(' ').append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "|" : " |");
    }
    page.append('\n');
  }
}
