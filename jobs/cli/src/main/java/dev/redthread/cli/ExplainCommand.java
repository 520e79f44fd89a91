package dev.redthread.cli;

import dev.redthread.engine.cep.CepFitness;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
          + " decided and which source that waits for, what decides it, and how long state is kept.",
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

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      description = "The source mappings; default config/sources of Redthread.")
  private @Nullable Path sources;

  @Override
  public Integer call() {
    Path folder = sources == null ? Home.path("config", "sources") : sources;
    SourceCatalog catalog = Content.sources(folder).catalog();
    Loaded loaded =
        PatternFiles.load(
            Content.withPlaceholders(
                patterns == null ? List.of(Home.path("patterns")) : patterns, folder),
            catalog);
    if (loaded.hasErrors()) {
      throw new Failure("the patterns are not good:\n" + loaded.text());
    }
    PrintWriter out = spec.commandLine().getOut();
    for (CompiledPattern each : named(loaded.set())) {
      out.print(Listing.of(each, loaded.set(), catalog));
      out.println("  decided " + by(each, loaded.set()));
    }
    out.flush();
    return 0;
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
    if (!(pattern.shape() instanceof Shape.Sequence)) {
      return "on the timeline";
    }
    return CepFitness.whyNot(pattern, set)
        .map(reason -> "on the timeline, since " + reason)
        .orElse("by Flink CEP, events out of order on the timeline");
  }
}
