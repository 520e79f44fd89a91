package dev.redthread.cli;

import dev.redthread.cli.coverage.Coverage;
import dev.redthread.cli.coverage.NavigatorLayer;
import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coverage}: which techniques the patterns cover, over which sources. */
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the patterns by ATT&CK technique, each with the log sources that can deliver what it asks for, and"
          + " the patterns of each source.",
      "",
      "Patterns that are only steps of others are not counted. A source counts for a pattern when its mapping can"
          + " make an event that one of the mandatory steps asks for.",
      ""
    },
    footer = {"", "Example:  ./redthread coverage --navigator layer.json"})
final class CoverageCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Pattern files or folders; default patterns of Redthread.")
  private @Nullable List<Path> paths;

  @Option(
      names = "--navigator",
      paramLabel = "FILE",
      description = "Where to write a layer for the ATT&CK Navigator, in format 4.5.")
  private @Nullable Path navigator;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Mixin private final JarFolder jars = new JarFolder();

  @Override
  public Integer call() {
    Optional<OutputFile> layer = Optional.ofNullable(navigator).map(OutputFile::new);
    layer.ifPresent(OutputFile::mustBeWritable);
    List<Path> asked = paths == null ? List.of(Home.path("patterns")) : paths;
    for (Path path : asked) {
      if (!Files.exists(path)) {
        throw new ParameterException(
            spec.commandLine(), "there is no " + path + ": name a folder or a file");
      }
    }
    Path folder = sourceFolder.path();
    Sources mappings = Content.sources(folder);
    Loaded loaded =
        PatternFiles.load(
            Content.paths(asked, folder, jars.beside(folder)),
            mappings.catalog(),
            JavaPatterns.LOADED);
    if (loaded.hasErrors()) {
      throw new Failure("the patterns are not good:\n" + loaded.text());
    }
    Coverage coverage = Coverage.of(loaded.set(), mappings);
    PrintWriter out = spec.commandLine().getOut();
    out.print(CoverageTables.of(coverage));
    out.flush();
    layer.ifPresent(file -> file.write(to -> to.write(NavigatorLayer.of(coverage))));
    return 0;
  }
}
