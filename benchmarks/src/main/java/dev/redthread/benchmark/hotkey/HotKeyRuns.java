package dev.redthread.benchmark.hotkey;

import dev.redthread.benchmark.hotkey.Flood.Beside;
import dev.redthread.normalize.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Floods of every kind of pattern in every order, at a budget and at four times that. */
public final class HotKeyRuns {
  private final Sources sources;
  private final List<FloodPattern> patterns;
  private final int budget;
  private final int events;

  private HotKeyRuns(Sources sources, List<FloodPattern> patterns, int budget, int events) {
    this.sources = sources;
    this.patterns = patterns;
    this.budget = budget;
    this.events = events;
  }

  /** What the patterns are called. */
  public static List<String> names() {
    return Stream.of(FloodPattern.values()).map(FloodPattern::text).toList();
  }

  /**
   * Floods of some patterns.
   *
   * @param names of {@link #names}; all when there are none
   */
  public static HotKeyRuns of(Sources sources, List<String> names, int budget, int events) {
    List<FloodPattern> all = List.of(FloodPattern.values());
    return new HotKeyRuns(
        sources,
        all.stream().filter(pattern -> names.isEmpty() || names.contains(pattern.text())).toList(),
        budget,
        events);
  }

  /**
   * One flood.
   *
   * @param pattern what the pattern is
   * @param order how the events arrived
   * @param small at the budget
   * @param large at four times that
   * @param sameElsewhere whether the other key found what it finds when it is alone
   * @param elsewhere the cost of an event of the other key beside the flood, as a multiple of its
   *     cost beside as many events of a thousand keys
   */
  public record Result(
      String pattern,
      String order,
      Map<String, Double> small,
      Map<String, Double> large,
      boolean sameElsewhere,
      double elsewhere) {

    public boolean inOrder() {
      return order.equals(Order.IN_ORDER.text());
    }

    /** The mean cost at four times the budget, as a multiple of that at the budget. */
    public double growth() {
      return large.getOrDefault("µs per event", 0.0) / small.getOrDefault("µs per event", 1.0);
    }
  }

  /** Runs all of them; each is told when it is done. */
  public List<Result> run(Consumer<Result> done) {
    List<Result> results = new ArrayList<>();
    for (FloodPattern pattern : patterns) {
      FloodPattern.Compiled compiled = pattern.compile(sources);
      flood(compiled, Order.DELAYED, budget); // warms up
      Flood.Cost alone = other(compiled, Beside.NOTHING);
      Flood.Cost usual = other(compiled, Beside.MANY_KEYS);
      for (Order order : Order.values()) {
        Flood.Cost small = flood(compiled, order, budget);
        Flood.Cost large = flood(compiled, order, 4 * budget);
        Result result =
            new Result(
                pattern.text(),
                order.text(),
                figures(small),
                figures(large),
                small.other().equals(alone.other()) && large.other().equals(alone.other()),
                small.otherMedian() / usual.otherMedian());
        results.add(result);
        done.accept(result);
      }
    }
    return results;
  }

  private Flood.Cost flood(FloodPattern.Compiled pattern, Order order, int most) {
    return new Flood(pattern, order, most, events, MemoryState::new).run(Beside.FLOOD);
  }

  private Flood.Cost other(FloodPattern.Compiled pattern, Beside beside) {
    return new Flood(pattern, Order.IN_ORDER, budget, events, MemoryState::new).run(beside);
  }

  /** Floods of some of the patterns with their state in RocksDB, at the budget. */
  public void onRocksDb(BiConsumer<String, Map<String, Double>> done) throws Exception {
    for (FloodPattern pattern :
        FloodPattern.ON_ROCKSDB.stream().filter(patterns::contains).toList()) {
      FloodPattern.Compiled compiled = pattern.compile(sources);
      for (Order order : List.of(Order.IN_ORDER, Order.DELAYED)) {
        Flood.Cost cost =
            OnRocksDb.run(
                state -> new Flood(compiled, order, budget, events, () -> state).run(Beside.FLOOD));
        done.accept(pattern.text() + ", " + order.text(), figures(cost));
      }
    }
  }

  private static Map<String, Double> figures(Flood.Cost cost) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("µs per event", cost.mean());
    figures.put("µs median", cost.median());
    figures.put("µs p99", cost.p99());
    figures.put("state changes per event", cost.changes());
    figures.put("events taken", (double) cost.taken());
    figures.put("revisions", (double) cost.findings());
    return figures;
  }
}
