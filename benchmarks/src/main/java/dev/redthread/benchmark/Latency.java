package dev.redthread.benchmark;

import dev.redthread.benchmark.latency.LatencyRuns;
import dev.redthread.benchmark.latency.LatencyRuns.Turn;
import dev.redthread.benchmark.latency.Percentiles;
import dev.redthread.benchmark.workload.PairedStream;
import dev.redthread.pipeline.config.ConfigFile;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** From the append of a record to Kafka to the finding, with and without a source that is late. */
final class Latency implements Benchmark {
  private static final String NAME = "latency";
  private static final String WITHOUT = "without the late source";
  private static final String WITH = "with the late source";
  private static final long BACKLOG = 400_000;

  /** The load is so many times less than what is read of a backlog. */
  private static final double SPARE = 4;

  private static final int SECONDS = 20;
  private static final double QUICK_RATE = 500;
  private static final int QUICK_SECONDS = 1;
  private static final long IDLE_MILLIS = 10_000;
  private static final long QUICK_IDLE_MILLIS = 100;
  private static final double MOST_P50 = 50;
  private static final double MOST_P99 = 500;

  /** What counts as a change: a machine with other things to do varies by as much. */
  private static final double MOST_CHANGE = 1.5;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    PipelineConfig shipped = ConfigFile.read(plan.root().resolve("config/pipeline.yml"));
    List<StateBackend> backends =
        plan.quick() ? List.of(shipped.job().stateBackend()) : List.of(StateBackend.values());
    for (StateBackend backend : backends) {
      run(backend, shipped, plan, report);
    }
  }

  private static void run(StateBackend backend, PipelineConfig shipped, Plan plan, Report report)
      throws Exception {
    try (LatencyRuns runs = new LatencyRuns(shipped, backend, plan.tasks(), plan.sources())) {
      Lap backlog = runs.catchUp(plan.quick() ? 10 * PairedStream.EACH : BACKLOG);
      Map<String, Double> reading = new LinkedHashMap<>();
      reading.put("records/s", backlog.perSecond());
      reading.put("records per CPU s", backlog.perCpuSecond());
      report.add(new Measurement(NAME, backend + ", a backlog", "Redthread's job", reading));
      Lap idle = runs.idle(plan.quick() ? QUICK_IDLE_MILLIS : IDLE_MILLIS);
      report.add(
          new Measurement(
              NAME,
              backend + ", nothing to read",
              "Redthread's job",
              Map.of("CPU s per s", idle.cpuSeconds() / idle.seconds())));
      System.err.printf(
          "  %s: %s records/s, %s per CPU second; %s CPU s per s when idle%n",
          backend,
          Report.number(backlog.perSecond()),
          Report.number(backlog.perCpuSecond()),
          Report.number(idle.cpuSeconds() / idle.seconds()));
      double rate = plan.quick() ? QUICK_RATE : backlog.perSecond() / SPARE;
      long records = whole(rate * (plan.quick() ? QUICK_SECONDS : SECONDS));
      List<Turn> without = new ArrayList<>();
      List<Turn> with = new ArrayList<>();
      for (int round = 0; round <= plan.rounds(); round++) {
        boolean counts = round > 0;
        turn(runs, records, rate, false, counts, without);
        turn(runs, records, rate, true, counts, with);
      }
      report(backend, rate, without, with, report);
    }
  }

  /** As many as have whole pairs. */
  private static long whole(double records) {
    return Math.max(1, Math.round(records / PairedStream.EACH)) * PairedStream.EACH;
  }

  private static void turn(
      LatencyRuns runs, long records, double rate, boolean late, boolean counts, List<Turn> turns)
      throws IOException, InterruptedException {
    Turn turn = runs.turn(records, rate, late);
    System.err.printf(
        "  %s%s: %s records/s, p50 %s ms, p99 %s ms, %d findings, %d missing, waited %s%n",
        late ? WITH : WITHOUT,
        counts ? "" : ", warm-up",
        Report.number(turn.perSecond()),
        Report.number(turn.prompt().p50()),
        Report.number(turn.prompt().p99()),
        turn.prompt().count(),
        turn.missing(),
        Report.number(turn.coreWait()));
    if (counts) {
      turns.add(turn);
    }
  }

  private static void report(
      StateBackend backend, double rate, List<Turn> without, List<Turn> with, Report report) {
    String scenario = backend + ", a load of 1/" + Report.number(SPARE) + " of that";
    add(scenario, WITHOUT, without, Turn::prompt, report);
    add(scenario, WITH, with, Turn::prompt, report);
    add(scenario, WITHOUT + ", to the document", without, Turn::documents, report);
    add(scenario, WITH + ", to the document", with, Turn::documents, report);
    add(scenario, "the late source's own findings", with, Turn::late, report);
    report.add(
        Claim.atMost(
            NAME,
            backend + ", p50 ms, " + WITH,
            MOST_P50,
            median(with, turn -> turn.prompt().p50())));
    report.add(
        Claim.atMost(
            NAME,
            backend + ", p99 ms, " + WITH,
            MOST_P99,
            median(with, turn -> turn.prompt().p99())));
    report.add(
        Claim.atMost(
            NAME,
            backend + ", p50 " + WITH + " to that without",
            MOST_CHANGE,
            median(with, turn -> turn.prompt().p50())
                / Math.max(1, median(without, turn -> turn.prompt().p50()))));
    report.add(
        Claim.atMost(
            NAME,
            backend + ", findings missing",
            0,
            (double)
                (without.stream().mapToLong(Turn::missing).sum()
                    + with.stream().mapToLong(Turn::missing).sum())));
    report.add(
        Claim.atLeast(
            NAME,
            backend + ", records sent a second to those that were to be, " + WITH,
            0.99,
            median(with, Turn::perSecond) / rate));
  }

  private static void add(
      String scenario,
      String contestant,
      List<Turn> turns,
      Function<Turn, Percentiles> percentiles,
      Report report) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("records/s", median(turns, Turn::perSecond));
    figures.put("p50 ms", median(turns, turn -> percentiles.apply(turn).p50()));
    figures.put("p99 ms", median(turns, turn -> percentiles.apply(turn).p99()));
    figures.put("most ms", median(turns, turn -> percentiles.apply(turn).most()));
    figures.put(
        "findings",
        (double) turns.stream().mapToInt(turn -> percentiles.apply(turn).count()).sum());
    figures.put("ms behind schedule", median(turns, Turn::behindMillis));
    figures.put("s waiting for a core per s on one", median(turns, Turn::coreWait));
    report.add(new Measurement(NAME, scenario, contestant, figures));
  }

  private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
    return Medians.median(turns.stream().mapToDouble(figure).sorted().toArray());
  }
}
