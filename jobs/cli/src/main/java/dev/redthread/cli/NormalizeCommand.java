package dev.redthread.cli;

import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.Explainer;
import dev.redthread.normalize.Explanation;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code normalize}: what records become, and why. */
@Command(
    name = "normalize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what each record of a file becomes and why: each field with the path it came from, the line of the"
          + " mapping that chose the activity, what was found and refused, what nobody reads, and why a dead"
          + " letter is one.",
      "",
      "A file has recorded logs, or with --source bare vendor events, one a line. Ends with 1 when there is a dead"
          + " letter.",
      ""
    },
    footer = {"", "Example:  ./redthread normalize --source okta.system okta.ndjson"})
final class NormalizeCommand implements Callable<Integer> {

  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Logs; may be gzipped (.gz).")
  private List<Path> files;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The log source of files of bare vendor events.")
  private @Nullable String source;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "TEXT")
  private Format format;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Mixin private final IdentitiesFile identities = new IdentitiesFile();

  private final Map<String, Explainer> explainers = new HashMap<>();
  private int events;
  private int deadLetters;

  @Override
  public Integer call() throws IOException {
    Sources sources = Content.sources(sourceFolder.path());
    if (source != null && sources.mapping(source).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no source is called " + source + "; ./redthread sources lists them");
    }
    IdentityAliases aliases = identities.read();
    Tables tables = Content.tables(sourceFolder.path());
    FileLinks links = new FileLinks(aliases);
    for (Path file : files) {
      new LogLines(sources, source)
          .read(
              file,
              (decoded, origin) ->
                  explained(decoded, origin, sources, aliases, tables).forEach(links::learn));
    }
    for (Path file : files) {
      new LogLines(sources, source)
          .read(
              file,
              (decoded, origin) ->
                  explained(decoded, origin, sources, aliases, tables)
                      .forEach(explanation -> show(links.explained(explanation), origin)));
    }
    spec.commandLine().getErr().println(events + " events, " + deadLetters + " dead letters");
    return deadLetters == 0 ? 0 : 1;
  }

  private List<Explanation> explained(
      Decoded decoded, Origin origin, Sources sources, IdentityAliases aliases, Tables tables) {
    if (decoded instanceof Decoded.Refused refused) {
      return List.of(new Explanation.OfDeadLetter(refused.at(0, origin)));
    }
    return decoded instanceof Decoded.Found found
        ? explainers
            .computeIfAbsent(found.source(), name -> Explainer.of(sources, name, aliases, tables))
            .explain(found.at(found.received().orElse(Long.MAX_VALUE), 0, origin))
        : List.of();
  }

  private void show(Explanation explanation, Origin origin) {
    if (explanation instanceof Explanation.OfEvent) {
      events++;
    } else {
      deadLetters++;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format == Format.TEXT
            ? ExplanationText.of(explanation, origin)
            : ExplanationJson.of(explanation, origin));
    out.flush();
  }
}
