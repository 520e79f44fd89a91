package dev.redthread.benchmark;

import dev.redthread.benchmark.flink.JobRunner;
import dev.redthread.benchmark.flink.StockCep;
import dev.redthread.benchmark.workload.PatternTexts;
import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.benchmark.workload.Workload;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;
import java.util.Map;

/** Screen and detector on events that are read already, beside stock Flink CEP. */
final class ScreenAndDetect implements Benchmark {
  private static final String NAME = "screen and detect";
  private static final String REDTHREAD = "Redthread";
  private static final String STOCK = "stock Flink CEP";
  private static final List<Integer> RULES = List.of(10, 100, 1_000, 3_000);
  private static final List<Integer> SEQUENCES = List.of(10, 100, 300);
  private static final int SEQUENCES_AMONG_RULES = 5;
  private static final long EVENTS = 2_000_000;

  /** As many as take some seconds; stock Flink CEP gets slower with each sequence. */
  private static final Map<Integer, Long> STOCK_EVENTS =
      Map.of(10, 60_000L, 100, 6_000L, 300, 1_200L);

  private static final Map<Integer, Double> AIMS = Map.of(10, 20.0, 100, 200.0);

  @Override
  public String name() {
    return "screen";
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    try (JobRunner jobs = JobRunner.start(plan.tasks())) {
      rules(plan, jobs, report);
      for (int sequences : plan.quick() ? List.of(10) : SEQUENCES) {
        sequences(sequences, plan, jobs, report);
      }
    }
  }

  private static void rules(Plan plan, JobRunner jobs, Report report) throws Exception {
    Medians medians = new Medians();
    for (int rules : plan.quick() ? List.of(10, 3_000) : RULES) {
      Workload workload = new Workload(rules, SEQUENCES_AMONG_RULES);
      PatternSet patterns = PatternTexts.compile(workload, plan.sources());
      RecordStream stream = new RecordStream(workload, plan.sources(), patterns);
      medians.contestant(
          rules + " rules", () -> jobs.screenAndDetect(stream, patterns, plan.events(EVENTS)));
    }
    medians.run("by number of rules", plan.rounds());
    medians.report(NAME, "by number of rules", report);
    report.add(
        Claim.atLeast(
            NAME,
            "speed with 3,000 rules to speed with 10",
            0.5,
            medians.perCpuSecond("3000 rules") / medians.perCpuSecond("10 rules")));
  }

  private static void sequences(int sequences, Plan plan, JobRunner jobs, Report report)
      throws Exception {
    Workload workload = Workload.ofSequences(sequences);
    PatternSet patterns = PatternTexts.compile(workload, plan.sources());
    RecordStream stream = new RecordStream(workload, plan.sources(), patterns);
    StockCep stock = new StockCep(workload);
    String scenario = sequences + " sequences";
    Medians medians =
        new Medians()
            .contestant(
                REDTHREAD, () -> jobs.screenAndDetect(stream, patterns, plan.events(EVENTS)))
            .contestant(
                STOCK,
                () ->
                    jobs.stockCep(
                        stream, stock, plan.events(STOCK_EVENTS.getOrDefault(sequences, 1_000L))))
            .run(scenario, plan.rounds());
    medians.report(NAME, scenario, report);
    double ratio = medians.perSecond(REDTHREAD) / medians.perSecond(STOCK);
    report.add(
        Claim.atLeast(
            NAME,
            "Redthread to stock Flink CEP, " + scenario,
            AIMS.getOrDefault(sequences, 200.0),
            ratio));
  }
}
