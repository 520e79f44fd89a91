package dev.redthread.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.redthread.event.SourceInfo;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.SourceMapping.ActivityRule;
import dev.redthread.normalize.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sources}: the log sources that can be read. */
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the log sources with how late their records are (usually / at the longest), what makes two records"
          + " the same event, the activities they can say, and the fields they have.",
      ""
    },
    footer = {"", "Example:  ./redthread sources okta.system google_workspace.login"})
final class SourcesCommand implements Callable<Integer> {
  private static final int WIDEST = 70;

  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Sources; default all.")
  private @Nullable List<String> names;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "TEXT")
  private Format format;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Override
  public Integer call() {
    Sources all = Content.sources(sourceFolder.path());
    List<SourceMapping> shown =
        names == null
            ? all.mappings()
            : names.stream().map(name -> sourceFolder.named(name, all)).toList();
    PrintWriter out = spec.commandLine().getOut();
    out.print(format == Format.TEXT ? table(shown) : json(shown));
    out.flush();
    return 0;
  }

  private static String table(List<SourceMapping> mappings) {
    TextTable table =
        new TextTable(
            WIDEST, List.of("SOURCE", "TITLE", "DELAY", "SAME BY", "ACTIVITIES", "FIELDS"));
    for (SourceMapping mapping : mappings) {
      table.add(
          List.of(
              mapping.name(),
              mapping.title(),
              spelled(mapping.info().typicalDelay()) + " / " + spelled(mapping.info().maxDelay()),
              mapping.dedup().name().toLowerCase(Locale.ROOT),
              mapping.activity().given().isEmpty()
                  ? String.join(" ", activities(mapping))
                  : "any that a record gives",
              String.join(" ", fields(mapping))));
    }
    return table.render();
  }

  private static String json(List<SourceMapping> mappings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (SourceMapping mapping : mappings) {
        SourceInfo info = mapping.info();
        json.writeStartObject();
        json.writeStringField("name", mapping.name());
        json.writeStringField("title", mapping.title());
        json.writeStringField("typicalDelay", info.typicalDelay().toString());
        json.writeStringField("maxDelay", info.maxDelay().toString());
        json.writeStringField("dedup", mapping.dedup().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("givesActivities", !mapping.activity().given().isEmpty());
        array("activities", activities(mapping), json);
        array("fields", fields(mapping), json);
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be written", e);
    }
    return text + "\n";
  }

  private static void array(String name, Collection<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static SortedSet<String> activities(SourceMapping mapping) {
    SortedSet<String> activities = new TreeSet<>();
    for (ActivityRule rule : mapping.activity().rules()) {
      activities.add(rule.activity().id());
    }
    return activities;
  }

  private static SortedSet<String> fields(SourceMapping mapping) {
    return new TreeSet<>(mapping.info().fields());
  }

  private static String spelled(Duration delay) {
    if (delay.isZero()) {
      return "0s";
    }
    if (delay.toSeconds() % 3600 == 0) {
      return delay.toHours() + "h";
    }
    return delay.toSeconds() % 60 == 0 ? delay.toMinutes() + "m" : delay.toSeconds() + "s";
  }
}
