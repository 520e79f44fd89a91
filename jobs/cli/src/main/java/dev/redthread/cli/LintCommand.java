package dev.redthread.cli;

import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lint}: the diagnostics of pattern files. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks pattern files and prints every problem with its file, line, column and a caret.",
      "",
      "Ends with 0 when nothing is wrong (there may be warnings), with 1 when something is.",
      ""
    },
    footer = {"", "Example:  ./redthread lint patterns"})
final class LintCommand implements Callable<Integer> {

  enum Format {
    TEXT,
    JSON,
    SARIF
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Pattern files, or folders with patterns below them.")
  private List<Path> paths;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "TEXT")
  private Format format;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Mixin private final JarFolder jars = new JarFolder();

  @Override
  public Integer call() {
    Path folder = sourceFolder.path();
    Loaded loaded =
        PatternFiles.load(
            Content.paths(paths, folder, jars.beside(folder)),
            Content.sources(folder).catalog(),
            JavaPatterns.LOADED);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case TEXT -> loaded.text();
          case JSON -> loaded.json() + "\n";
          case SARIF -> loaded.sarif();
        });
    out.flush();
    if (format == Format.TEXT && loaded.diagnostics().isEmpty()) {
      int patterns = loaded.set().patterns().size();
      String number = patterns == 1 ? "1 pattern" : patterns + " patterns";
      spec.commandLine().getErr().println(number + ", nothing to complain about");
    }
    return loaded.hasErrors() ? 1 : 0;
  }
}
