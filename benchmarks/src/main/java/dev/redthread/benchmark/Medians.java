package dev.redthread.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Laps of several contestants that take turns, so that what disturbs the machine disturbs all. The
 * first turn of each warms up and does not count.
 */
final class Medians {

  /** A contestant's turn. */
  interface Turn {
    Lap run() throws Exception;
  }

  /** The compiler's work for the first jobs of a process is more than what they do. */
  private static final int WARM_UPS = 3;

  private final Map<String, Turn> contestants = new LinkedHashMap<>();
  private final Map<String, List<Lap>> laps = new LinkedHashMap<>();

  Medians contestant(String name, Turn turn) {
    contestants.put(name, turn);
    return this;
  }

  Medians run(String scenario, int rounds) throws Exception {
    for (int round = 1 - WARM_UPS; round <= rounds; round++) {
      for (Map.Entry<String, Turn> contestant : contestants.entrySet()) {
        Lap lap = contestant.getValue().run();
        System.err.printf(
            "  %s, %s, %s: %s events/s, %s per CPU second, %d results%n",
            scenario,
            contestant.getKey(),
            round <= 0 ? "warm-up" : "round " + round,
            Report.number(lap.perSecond()),
            Report.number(lap.perCpuSecond()),
            lap.results());
        if (round > 0) {
          laps.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>()).add(lap);
        }
      }
    }
    return this;
  }

  double perSecond(String contestant) {
    return median(contestant, Lap::perSecond);
  }

  double perCpuSecond(String contestant) {
    return median(contestant, Lap::perCpuSecond);
  }

  private double median(String contestant, ToDoubleFunction<Lap> figure) {
    double[] sorted =
        laps.getOrDefault(contestant, List.of()).stream().mapToDouble(figure).sorted().toArray();
    return median(sorted);
  }

  static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The medians of every contestant. */
  void report(String benchmark, String scenario, Report report) {
    laps.forEach(
        (contestant, runs) ->
            report.add(
                new Measurement(
                    benchmark, scenario, contestant, figures(contestant, runs.get(0)))));
  }

  private Map<String, Double> figures(String contestant, Lap any) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("events/s", perSecond(contestant));
    figures.put("events per CPU s", perCpuSecond(contestant));
    figures.put("events", (double) any.events());
    figures.put("results", (double) any.results());
    return figures;
  }
}
