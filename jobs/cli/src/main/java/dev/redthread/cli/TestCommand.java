package dev.redthread.cli;

import dev.redthread.cli.testing.TestRun;
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

/** {@code test}: the tests of the patterns. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the tests of patterns: patterns/tests/a/b.yml has those of patterns/a/b.yml. Each test is also"
          + " replayed with other delays, shuffled, with every event twice, and with a restart after every"
          + " event, and must find the same.",
      "",
      "Prints what differs, with the timeline and where the chain broke. Ends with 0 when every test passed and"
          + " every pattern has a test in which it finds something and one in which it stays quiet, else"
          + " with 1.",
      ""
    },
    footer = {"", "Example:  ./redthread test patterns/sequences"})
final class TestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Folders of patterns with a folder 'tests', or parts of them, or single files of either; default"
              + " patterns of Redthread.")
  private @Nullable List<Path> paths;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Where to write a report in JUnit's XML.")
  private @Nullable Path junit;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description =
          "The alias table of persons, CSV or an export of users by SCIM, who are called as the"
              + " configuration beside the source mappings says; default none.")
  private @Nullable Path identities;

  @Mixin private final JarFolder jars = new JarFolder();

  @Override
  public Integer call() {
    Optional<OutputFile> report = Optional.ofNullable(junit).map(OutputFile::new);
    report.ifPresent(OutputFile::mustBeWritable);
    Path folder = sourceFolder.path();
    TestRun run =
        new TestRun(
            Content.sources(folder),
            Content.aliases(identities, Content.personName(folder)),
            Content.paths(List.of(), folder, jars.beside(folder)));
    for (Path path : paths == null ? List.of(Home.path("patterns")) : paths) {
      if (!Files.exists(path)) {
        throw new ParameterException(
            spec.commandLine(), "there is no " + path + ": name a folder or a file");
      }
      run.run(path);
    }
    PrintWriter out = spec.commandLine().getOut();
    run.print(out);
    report.ifPresent(file -> file.write(run::write));
    spec.commandLine().getErr().println(run.summary());
    return run.passed() ? 0 : 1;
  }
}
