package dev.redthread.benchmark;

import dev.redthread.benchmark.hotkey.HotKeyRuns;
import java.util.List;
import java.util.Map;

/** One key filled to its budget and flooded, on the detector alone. */
final class HotKey implements Benchmark {
  private static final String NAME = "hot-key";
  private static final int BUDGET = 10_000;
  private static final int EVENTS = 200_000;
  private static final double MOST_MICROS = 100;

  /** What counts as growth: a machine with other things to do varies by as much. */
  private static final double MOST_GROWTH = 2;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    int budget = plan.quick() ? 200 : BUDGET;
    HotKeyRuns runs =
        HotKeyRuns.of(plan.sources(), plan.floods(), budget, (int) plan.events(EVENTS));
    List<HotKeyRuns.Result> results = runs.run(result -> show(result, budget, report));
    runs.onRocksDb((scenario, figures) -> show(scenario, budget, figures, report));
    report.add(
        Claim.atMost(
            NAME,
            "µs per event in order, the dearest pattern",
            MOST_MICROS,
            results.stream()
                .filter(HotKeyRuns.Result::inOrder)
                .mapToDouble(result -> result.small().getOrDefault("µs per event", 0.0))
                .max()
                .orElse(0)));
    report.add(
        Claim.atMost(
            NAME,
            "cost at four times the budget to cost at the budget, the worst",
            MOST_GROWTH,
            results.stream().mapToDouble(HotKeyRuns.Result::growth).max().orElse(0)));
    report.add(
        Claim.atMost(
            NAME,
            "floods in which another key found something else than alone",
            0,
            (double) results.stream().filter(result -> !result.sameElsewhere()).count()));
    report.add(
        Claim.atMost(
            NAME,
            "median cost on another key beside a flood to that beside many keys, the worst",
            MOST_GROWTH,
            results.stream().mapToDouble(HotKeyRuns.Result::elsewhere).max().orElse(0)));
  }

  private static void show(
      String scenario, int budget, Map<String, Double> figures, Report report) {
    report.add(new Measurement(NAME, scenario, "RocksDB, budget " + budget, figures));
    System.err.printf(
        "  %s on RocksDB: %s µs per event, %s state changes%n",
        scenario,
        Report.number(figures.getOrDefault("µs per event", 0.0)),
        Report.number(figures.getOrDefault("state changes per event", 0.0)));
  }

  private static void show(HotKeyRuns.Result result, int budget, Report report) {
    String scenario = result.pattern() + ", " + result.order();
    report.add(new Measurement(NAME, scenario, "budget " + budget, result.small()));
    report.add(new Measurement(NAME, scenario, "budget " + 4 * budget, result.large()));
    System.err.printf(
        "  %s: %s µs per event, x%s at four times the budget, %s state changes%n",
        scenario,
        Report.number(result.small().getOrDefault("µs per event", 0.0)),
        Report.number(result.growth()),
        Report.number(result.small().getOrDefault("state changes per event", 0.0)));
  }
}
