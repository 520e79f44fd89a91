package dev.redthread.engine.generated;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;

/** Many cases for one detector: all their patterns, and all their arrivals on one clock. */
public record Together(List<GeneratedCase> cases) {
  /** How likely the case that came last goes on. */
  private static final int STAY_PERCENT = 40;

  public Together {
    cases = List.copyOf(cases);
  }

  /**
   * An arrival of one of the cases.
   *
   * @param of which
   */
  public record Sent(int of, Arrival arrival) {}

  /** The patterns of all cases in one set, under the ids they have. */
  public PatternSet patterns() {
    List<CompiledRule> rules = new ArrayList<>();
    List<CompiledPattern> patterns = new ArrayList<>();
    for (GeneratedCase generated : cases) {
      int before = rules.size();
      for (CompiledRule rule : generated.patterns().rules()) {
        rules.add(
            new CompiledRule(
                before + rule.index(),
                rule.name(),
                rule.sources(),
                rule.maxDelay(),
                rule.condition()));
      }
      patterns.add(moved(generated.pattern(), before));
    }
    return new PatternSet(rules, patterns);
  }

  private static CompiledPattern moved(CompiledPattern pattern, int by) {
    return new CompiledPattern(
        pattern.id(),
        pattern.title(),
        pattern.level(),
        pattern.tags(),
        pattern.risk(),
        pattern.shadow(),
        pattern.runbook(),
        pattern.rules().stream().map(rule -> rule + by).toList(),
        pattern.groupBy(),
        pattern.shape(),
        pattern.maxDelay());
  }

  /** The arrivals of all cases: those of each in their order, and the clock never going back. */
  public List<Sent> arrivals(Dice dice) {
    int[] next = new int[cases.size()];
    List<Sent> sent = new ArrayList<>();
    int last = -1;
    while (true) {
      List<Integer> earliest = earliest(next);
      if (earliest.isEmpty()) {
        return sent;
      }
      if (!earliest.contains(last) || !dice.percent(STAY_PERCENT)) {
        last = dice.pick(earliest);
      }
      sent.add(new Sent(last, cases.get(last).arrivals().get(next[last])));
      next[last]++;
    }
  }

  /** The cases whose next arrival has the least clock. */
  private List<Integer> earliest(int[] next) {
    List<Integer> earliest = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < next.length; i++) {
      List<Arrival> arrivals = cases.get(i).arrivals();
      if (next[i] < arrivals.size() && arrivals.get(next[i]).clock() <= least) {
        if (arrivals.get(next[i]).clock() < least) {
          earliest.clear();
        }
        least = arrivals.get(next[i]).clock();
        earliest.add(i);
      }
    }
    return earliest;
  }
}
