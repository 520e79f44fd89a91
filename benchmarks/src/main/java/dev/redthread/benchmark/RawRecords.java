package dev.redthread.benchmark;

import dev.redthread.benchmark.flink.JobRunner;
import dev.redthread.benchmark.workload.PatternTexts;
import dev.redthread.benchmark.workload.RecordStream;
import dev.redthread.benchmark.workload.Workload;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;

/** The job from raw vendor records to findings, beside what parsing alone costs. */
final class RawRecords implements Benchmark {
  private static final String NAME = "raw records to findings";
  private static final String JOB = "Redthread's job";
  private static final String NORMALISER = "normaliser alone, one thread";
  private static final String FLOOR = "trie extraction alone, one thread";
  private static final String MAKING = "making the records alone, one thread";
  private static final String SCAN = "token scan alone, one thread";
  private static final long EVENTS = 600_000;
  private static final List<Workload> WORKLOADS =
      List.of(
          new Workload(10, 5),
          new Workload(3_000, 5),
          Workload.ofSequences(10),
          Workload.ofSequences(100),
          Workload.ofSequences(300));

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    try (JobRunner jobs = JobRunner.start(plan.tasks())) {
      for (Workload workload : plan.quick() ? WORKLOADS.subList(0, 1) : WORKLOADS) {
        run(workload, jobs, plan, report);
      }
    }
  }

  private static void run(Workload workload, JobRunner jobs, Plan plan, Report report)
      throws Exception {
    PatternSet patterns = PatternTexts.compile(workload, plan.sources());
    RecordStream stream = new RecordStream(workload);
    ParsingFloor floor = new ParsingFloor(stream, plan.sources(), patterns);
    long events = plan.events(EVENTS);
    String scenario = workload.rules() + " rules, " + workload.sequences() + " sequences";
    Medians medians =
        new Medians()
            .contestant(JOB, () -> jobs.rawToFinding(stream, patterns, plan.sources(), events))
            .contestant(NORMALISER, () -> floor.normalise(events))
            .contestant(FLOOR, () -> floor.extract(events))
            .contestant(SCAN, () -> floor.scan(events))
            .contestant(MAKING, () -> floor.make(events))
            .run(scenario, plan.rounds());
    medians.report(NAME, scenario, report);
    report.add(
        Claim.atLeast(
            NAME,
            "job without the making of records to trie extraction alone, per CPU second, "
                + scenario,
            0.6,
            secondsOf(FLOOR, medians) / (secondsOf(JOB, medians) - secondsOf(MAKING, medians))));
  }

  private static double secondsOf(String contestant, Medians medians) {
    return 1 / medians.perCpuSecond(contestant);
  }
}
