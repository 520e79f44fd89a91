package dev.redthread.cli;

import dev.redthread.engine.cep.CepFitness;
import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.engine.explain.Automaton;
import dev.redthread.engine.explain.Cost;
import dev.redthread.engine.explain.MermaidText;
import dev.redthread.engine.explain.SvgText;
import dev.redthread.event.SourceCatalog;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: how a pattern was understood, what it waits for and what it keeps. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints how a pattern was understood: the rules and sources it uses, its keys, when each absence is"
          + " decided and which source that waits for, what decides it, how long state is kept, and what an"
          + " event costs.",
      "",
      "With --format, the automaton as a diagram. With --events, what the pattern makes of recorded logs: for each"
          + " group the timeline, how far the chain came, and which condition failed on which event.",
      ""
    },
    footer = {"", "Example:  ./redthread explain 'Second factor added after a denied push'"})
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATTERN",
      description = "The id of a pattern, or its title or a part of it.")
  private String pattern;

  @Option(
      names = "--patterns",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Where it and its rules are; default patterns of Redthread.")
  private @Nullable List<Path> patterns;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "TEXT")
  private Format format;

  @Option(
      names = "--events",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recorded logs to explain the pattern by.")
  private @Nullable List<Path> events;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The log source of files of bare vendor events; 'json' takes any object.")
  private @Nullable String source;

  @Mixin private final IdentitiesFile identities = new IdentitiesFile();

  /** How a pattern is shown. */
  enum Format {
    TEXT,
    MERMAID,
    SVG
  }

  @Mixin private final JarFolder jars = new JarFolder();

  @Override
  public Integer call() throws IOException {
    Path folder = sourceFolder.path();
    Sources mappings = Content.sources(folder);
    SourceCatalog catalog = mappings.catalog();
    Loaded loaded =
        PatternFiles.load(
            Content.paths(
                patterns == null ? List.of(Home.path("patterns")) : patterns,
                folder,
                jars.beside(folder)),
            catalog,
            JavaPatterns.LOADED);
    if (loaded.hasErrors()) {
      throw new Failure("the patterns are not good:\n" + loaded.text());
    }
    PrintWriter out = spec.commandLine().getOut();
    List<CompiledPattern> named = named(loaded.set());
    if (format != Format.TEXT && named.size() > 1) {
      throw new Failure(
          named.size() + " patterns have that in their title; a diagram is of one: give its id");
    }
    for (CompiledPattern each : named) {
      if (events != null) {
        explain(each, loaded.set(), mappings, events, out);
      } else {
        out.print(text(each, loaded.set(), catalog));
      }
    }
    out.flush();
    return 0;
  }

  private String text(CompiledPattern each, PatternSet set, SourceCatalog catalog) {
    return switch (format) {
      case TEXT ->
          Listing.of(each, set, catalog)
              + "  decided "
              + by(each, set)
              + "\n  cost of an event: "
              + Cost.of(each, set).text()
              + "\n";
      case MERMAID -> MermaidText.of(Automaton.of(each, set));
      case SVG -> SvgText.of(Automaton.of(each, set));
    };
  }

  /** Explains a pattern by logs; of one whose key changes each part by itself. */
  private void explain(
      CompiledPattern each, PatternSet set, Sources mappings, List<Path> logs, PrintWriter out)
      throws IOException {
    sourceFolder.mustHave(source, mappings);
    Optional<CompiledPattern> before = set.goesOnFrom(each);
    if (before.isPresent()) {
      explain(before.get(), set, mappings, logs, out);
    }
    ExplainedLog log =
        ExplainedLog.of(
            each,
            set,
            mappings,
            identities.read(),
            Content.tables(sourceFolder.path()),
            logs,
            source);
    log.print(out);
    spec.commandLine().getErr().println(log.summary());
  }

  /** The one of that id, else those whose titles hold the text. */
  private List<CompiledPattern> named(PatternSet set) {
    Optional<CompiledPattern> byId = set.pattern(pattern);
    if (byId.isPresent()) {
      return List.of(byId.get());
    }
    String part = pattern.toLowerCase(Locale.ROOT);
    List<CompiledPattern> found =
        set.patterns().stream()
            .filter(each -> each.title().toLowerCase(Locale.ROOT).contains(part))
            .toList();
    if (found.isEmpty()) {
      throw new Failure(
          "no pattern has the id `" + pattern + "` or that in its title; there are:\n" + all(set));
    }
    return found;
  }

  private static String all(PatternSet set) {
    return set.patterns().stream()
        .map(each -> "  " + each.id() + "  " + each.title())
        .collect(Collectors.joining("\n"));
  }

  private static String by(CompiledPattern pattern, PatternSet set) {
    if (pattern.shape() instanceof Shape.Java java) {
      return "by Flink CEP, as " + java.className() + " says";
    }
    if (!(pattern.shape() instanceof Shape.Sequence)) {
      return "on the timeline";
    }
    return CepFitness.whyNot(pattern, set)
        .map(reason -> "on the timeline, since " + reason)
        .orElse("by Flink CEP, events out of order on the timeline");
  }
}
