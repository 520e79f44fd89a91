package dev.redthread.cli;

import dev.redthread.engine.Finding;
import dev.redthread.incident.document.FindingDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backtest}: what would have been found in a recorded log. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs patterns over recorded logs and prints the findings that are open at their end, one JSON object a"
          + " line, sorted by first event, pattern, group and id.",
      "",
      "A recorded log has lines {\"source\": NAME, \"received\": TIME, \"event\": {the vendor's JSON}}; a file"
          + " of bare vendor events works with --source. The last line on stderr says how many lines were"
          + " read, and how many were dead letters for which reason.",
      ""
    },
    footer = {
      "",
      "Example:  ./redthread backtest --patterns patterns --events patterns/campaigns/*/story.ndjson"
    })
final class BacktestCommand implements Callable<Integer> {

  /** Deadlines then pass only at the end of the input. */
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  @Spec private CommandSpec spec;

  @Option(
      names = "--patterns",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Pattern files or folders.")
  private List<Path> patterns;

  @Option(
      names = "--events",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recorded logs; several are merged by received time.")
  private List<Path> events;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "The log source of files of bare vendor events; 'json' takes any object.")
  private @Nullable String source;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many tasks work side by side; default ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--disorder",
      paramLabel = "DURATION",
      converter = DurationArgument.class,
      description =
          "Added to every source's delay, e.g. 1d, 90m; default unlimited: deadlines pass only at the end.")
  private @Nullable Duration disorder;

  @Option(
      names = "--all",
      description = "Print the last revision of every finding ever raised, withdrawn ones too.")
  private boolean all;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write; default stdout.")
  private @Nullable Path out;

  @Mixin private final SourceFolder sourceFolder = new SourceFolder();

  @Mixin private final IdentitiesFile identities = new IdentitiesFile();

  @Mixin private final JarFolder jars = new JarFolder();

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1) {
      throw new ParameterException(spec.commandLine(), "--parallelism must be at least 1");
    }
    events.forEach(BacktestCommand::mustBeReadable);
    Optional<OutputFile> file = Optional.ofNullable(out).map(OutputFile::new);
    file.ifPresent(OutputFile::mustBeWritable);
    Path folder = sourceFolder.path();
    Content content =
        Content.load(
            Content.paths(patterns, folder, jars.beside(folder)),
            folder,
            identities.path(),
            identities.person(),
            disorder == null ? UNLIMITED : disorder);
    sourceFolder.mustHave(source, content.sources());
    Backtest.Outcome outcome = new Backtest(content, source, parallelism).over(events);
    List<Finding> findings = all ? outcome.findings() : outcome.open();
    if (file.isPresent()) {
      file.get().write(target -> write(findings, target));
    } else {
      write(findings, System.out);
    }
    report(outcome);
    return 0;
  }

  private static void mustBeReadable(Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Failure(file + " is no file that can be read");
    }
  }

  private static void write(List<Finding> findings, OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target);
    for (Finding finding : findings) {
      buffered.write(FindingDocument.line(finding));
      buffered.write('\n');
    }
    buffered.flush();
  }

  private void report(Backtest.Outcome outcome) {
    PrintWriter err = spec.commandLine().getErr();
    outcome.deadLetters().stream()
        .findFirst()
        .ifPresent(
            letter ->
                err.println(
                    "the first dead letter: " + new String(letter.json(), StandardCharsets.UTF_8)));
    err.println(outcome.counts().text());
  }
}
