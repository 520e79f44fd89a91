package dev.redthread.cli;

import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.PatternPaths;
import dev.redthread.pattern.PatternTexts;
import dev.redthread.pattern.convert.Sigma1;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pattern.diagnostic.DiagnosticText;
import dev.redthread.pattern.diagnostic.Diagnostics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convert}: files of Sigma 1 as Sigma 2. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints rules of Sigma 1 as Sigma 2: `| count() by` and its like become correlations, and collections"
          + " (`action: global`) whole documents. Comments stay.",
      "",
      "Says on stderr what cannot be converted, with its place; it is printed as it was. Ends with 1 then.",
      ""
    },
    footer = {"", "Example:  ./redthread convert old/*.yml > patterns/rules/converted.yml"})
final class ConvertCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of Sigma 1, or folders.")
  private List<Path> files;

  @Override
  public Integer call() {
    PatternTexts texts = PatternFiles.read(PatternPaths.of(files));
    Diagnostics diagnostics = new Diagnostics();
    List<String> converted = new ArrayList<>();
    texts
        .files()
        .forEach(
            (file, text) -> {
              String document = Sigma1.convert(file, text, diagnostics);
              if (!document.isEmpty()) {
                converted.add(document);
              }
            });
    PrintWriter out = spec.commandLine().getOut();
    out.print(String.join("---\n", converted));
    out.flush();
    List<Diagnostic> all = new ArrayList<>(texts.diagnostics());
    all.addAll(diagnostics.sorted());
    spec.commandLine()
        .getErr()
        .print(
            new DiagnosticText(file -> texts.files().getOrDefault(file, "").lines().toList())
                .render(all));
    spec.commandLine().getErr().flush();
    return all.stream().anyMatch(Diagnostic::isError) ? 1 : 0;
  }
}
