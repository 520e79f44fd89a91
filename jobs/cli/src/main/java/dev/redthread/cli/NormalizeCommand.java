package dev.redthread.cli;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.Explainer;
import dev.redthread.normalize.Explanation;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.LineDecoder;
import dev.redthread.normalize.RecordDecoder;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.source.LineReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      description = "The source mappings; default config/sources of Redthread.")
  private @Nullable Path folder;

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description = "The alias table of persons; default config/identities.csv of Redthread.")
  private @Nullable Path identities;

  private final Map<String, Explainer> explainers = new HashMap<>();
  private int events;
  private int deadLetters;

  @Override
  public Integer call() throws IOException {
    Sources sources = Content.sources(folder == null ? Home.path("config", "sources") : folder);
    if (source != null && sources.mapping(source).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no source is called " + source + "; ./redthread sources lists them");
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new Failure(file + " is no file that can be read");
      }
    }
    IdentityAliases aliases =
        Content.aliases(identities == null ? Home.path("config", "identities.csv") : identities);
    RecordDecoder decoder = new RecordDecoder(sources);
    for (Path file : files) {
      read(file, decoder, sources, aliases);
    }
    spec.commandLine().getErr().println(events + " events, " + deadLetters + " dead letters");
    return deadLetters == 0 ? 0 : 1;
  }

  private void read(Path file, RecordDecoder records, Sources sources, IdentityAliases aliases)
      throws IOException {
    try (LineReader lines =
        LineReader.open(file, RecordDecoder.MOST_LINE_BYTES, DeadLetter.MOST_BYTES, 0)) {
      LineDecoder decoder = new LineDecoder(sources, records, source);
      long number = 0;
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        number++;
        if (!line.blank()) {
          Origin origin = new Origin(String.valueOf(file.getFileName()), 0, number);
          Optional<Decoded> decoded =
              line.cut() ? Optional.of(tooLong(line)) : decoder.decode(line.bytes());
          decoded.ifPresent(found -> show(found, origin, sources, aliases));
        }
      }
    }
  }

  private Decoded tooLong(LineReader.Line line) {
    return new Decoded.Refused(
        source == null ? "" : source,
        DeadLetter.Reason.TOO_LARGE,
        line.length() + " bytes, the limit is " + RecordDecoder.MOST_LINE_BYTES,
        line.bytes());
  }

  private void show(Decoded decoded, Origin origin, Sources sources, IdentityAliases aliases) {
    if (decoded instanceof Decoded.Refused refused) {
      show(new Explanation.OfDeadLetter(refused.at(0, origin)), origin);
    } else if (decoded instanceof Decoded.Found found) {
      explainers
          .computeIfAbsent(found.source(), name -> Explainer.of(sources, name, aliases))
          .explain(found.at(found.received().orElse(Long.MAX_VALUE), 0, origin))
          .forEach(explanation -> show(explanation, origin));
    }
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
