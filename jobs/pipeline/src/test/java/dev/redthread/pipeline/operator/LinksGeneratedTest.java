package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.generated.Dice;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.LateLinks;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random sequences over events of persons, of devices and of names whose links come late: the whole
 * way of an event finds at every minute what the reference finds, and no fault in what is known of
 * links survives.
 */
final class LinksGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 400);
  private static final int MOST_SEEDS_FOR_FAULTS = 2_000;

  @Test
  void findsAtEachMinuteWhatTheReferenceFinds() {
    int findings = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + CASES; seed++) {
      findings += check(seed, UnaryOperator.identity());
    }
    assertThat(findings).as("findings in all").isGreaterThan(CASES);
  }

  private static int check(long seed, UnaryOperator<PatternSet> altered) {
    try {
      return new LinkedJob(LinkedCases.drawn(seed), altered).check(new Dice(seed, "run"));
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("-Dredthread.cases=1 -Dredthread.seed=" + seed, e);
    }
  }

  @Test
  void noFaultSurvives() {
    Map<String, UnaryOperator<PatternSet>> surviving = new LinkedHashMap<>();
    surviving.put("settles without waiting for links", set -> withLinks(set, false, true));
    surviving.put("counts links as far as any pattern reaches", set -> withLinks(set, true, false));
    surviving.put("forgets before the last link", LinksGeneratedTest::forgetful);
    for (long seed = 1; seed <= MOST_SEEDS_FOR_FAULTS && !surviving.isEmpty(); seed++) {
      for (Map.Entry<String, UnaryOperator<PatternSet>> fault : List.copyOf(surviving.entrySet())) {
        try {
          check(seed, fault.getValue());
        } catch (AssertionError caught) {
          surviving.remove(fault.getKey());
        }
      }
    }
    assertThat(surviving.keySet()).isEmpty();
  }

  /**
   * @param late whether events are as late as their links
   * @param own whether links count as far as the pattern's own timespan only
   */
  private static PatternSet withLinks(PatternSet set, boolean late, boolean own) {
    List<CompiledRule> rules = new ArrayList<>(set.rules());
    List<CompiledPattern> patterns = new ArrayList<>();
    for (CompiledPattern pattern : set.patterns()) {
      LateLinks links = pattern.links();
      for (int place : late ? links.places() : List.<Integer>of()) {
        CompiledRule rule = rules.get(pattern.rules().get(place));
        rules.set(
            rule.index(),
            new CompiledRule(
                rule.index(),
                rule.name(),
                rule.sources(),
                Math.max(rule.maxDelay(), links.delay(place)),
                rule.condition()));
      }
      patterns.add(pattern.with(own ? new LateLinks(0, links.places()) : LateLinks.NONE));
    }
    return new PatternSet(rules, patterns, set.silent());
  }

  /** What decides is as it should be; how long events are kept is as if there were no links. */
  private static PatternSet forgetful(PatternSet set) {
    PatternSet waiting = withLinks(set, true, true);
    List<CompiledPattern> patterns = new ArrayList<>();
    for (CompiledPattern pattern : waiting.patterns()) {
      patterns.add(
          new CompiledPattern(
              pattern.id(),
              pattern.title(),
              pattern.level(),
              pattern.tags(),
              pattern.risk(),
              pattern.shadow(),
              pattern.runbook(),
              pattern.rules(),
              pattern.groupBy(),
              pattern.shape(),
              pattern.rules().stream()
                  .mapToLong(rule -> set.rules().get(rule).maxDelay())
                  .max()
                  .orElse(0),
              pattern.handsOver(),
              pattern.links(),
              pattern.response()));
    }
    return new PatternSet(waiting.rules(), patterns, waiting.silent());
  }
}
