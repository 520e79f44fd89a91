package dev.redthread.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.benchmark.hotkey.HotKeyRuns;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that measures. Tables go to stdout, progress to stderr, JSON to a file. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what Redthread claims of its speed and size, with its peers in the same run.",
      "",
      "Takes about an hour. The claims are ratios; a missed one does not fail the command.",
      ""
    },
    footer = {"", "Example:  ./redthread bench --only screen,raw --out results.json"})
public final class Benchmarks implements Callable<Integer> {
  private static final List<Benchmark> ALL =
      List.of(
          new ScreenAndDetect(),
          new RawRecords(),
          new TableLookups(),
          new HotKey(),
          new JavaPattern(),
          new OpenTimelines(),
          new Latency());

  @Spec private CommandSpec spec;

  @Option(
      names = "--quick",
      description = "Only show that everything works: sizes too small for figures that mean much.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Of screen, raw, enrichment, hot-key, java, timelines, latency; default all.")
  private List<String> only = List.of();

  @Option(
      names = "--flood",
      paramLabel = "PATTERN",
      description = "Of hot-key, only the flood of this pattern; may be given several times.")
  private List<String> floods = List.of();

  @Option(
      names = "--timelines",
      paramLabel = "N",
      description = "Of timelines, how many are left open; default ${DEFAULT-VALUE}.",
      defaultValue = "1000000")
  private long timelines;

  @Option(
      names = "--state-backend",
      split = ",",
      paramLabel = "NAME",
      description = "Of timelines, only with state there: ${COMPLETION-CANDIDATES}; default both.")
  private Set<StateBackend> backends = EnumSet.allOf(StateBackend.class);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Turns of each contestant after one to warm up; default ${DEFAULT-VALUE}.",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Parallelism of the jobs; default the number of cores.")
  private int tasks = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes; default ${DEFAULT-VALUE}.",
      defaultValue = "target/benchmarks.json")
  private Path out;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }

  private long timelines() {
    if (timelines < OpenTimelines.LEAST) {
      throw new ParameterException(
          spec.commandLine(),
          "--timelines " + timelines + " is too few: at least " + OpenTimelines.LEAST);
    }
    return timelines;
  }

  private List<String> floods() {
    List<String> known = HotKeyRuns.names();
    for (String flood : floods) {
      if (!known.contains(flood)) {
        String hint = NearestName.hint(flood, known);
        throw new ParameterException(
            spec.commandLine(),
            "no flood is called \"" + flood + "\"" + (hint == null ? ": " + known : "; " + hint));
      }
    }
    return floods;
  }

  @Override
  public Integer call() throws Exception {
    Path root = Path.of(System.getProperty("redthread.root", "."));
    Plan plan =
        new Plan(
            quick,
            quick ? 1 : rounds,
            tasks,
            root,
            floods(),
            timelines(),
            backends,
            Sources.load(root.resolve(Path.of("config/sources"))));
    List<Benchmark> chosen =
        ALL.stream().filter(each -> only.isEmpty() || only.contains(each.name())).toList();
    if (chosen.size() < only.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "no such benchmark among " + ALL.stream().map(Benchmark::name).toList() + ": " + only);
    }
    ObjectNode head = Machine.describe(plan, Clock.systemUTC());
    Report report = new Report();
    for (Benchmark benchmark : chosen) {
      System.err.println(benchmark.name());
      benchmark.run(plan, report);
    }
    spec.commandLine().getOut().println(report.text());
    report.write(out, head);
    System.err.println("written to " + out);
    return 0;
  }
}
