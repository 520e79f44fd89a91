package dev.redthread.pattern.compile;

import dev.redthread.pattern.check.References;
import dev.redthread.pattern.compiled.Bounds;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Condition;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Compiles the condition of a temporal correlation: its words are the rules. */
final class TemporalCondition {
  private final References references;
  private final Diagnostics diagnostics;

  TemporalCondition(References references, Diagnostics diagnostics) {
    this.references = references;
    this.diagnostics = diagnostics;
  }

  Holds compile(Body.Temporal temporal) {
    Condition condition = temporal.condition();
    if (condition != null) {
      return holds(condition, temporal.references());
    }
    int rules = temporal.references().size();
    if (temporal.ordered()) {
      return number(temporal.number(), rules, least -> new Holds.InOrder(least, rules));
    }
    List<Holds> all = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      all.add(new Holds.Has(rule));
    }
    return number(temporal.number(), rules, least -> new Holds.Some(least, all));
  }

  /**
   * That as many of the rules as some bounds allow have an event. One has, that whose window is
   * looked at; so a number is in one of the ranges of those that the bounds allow.
   */
  private static Holds number(Bounds number, int rules, IntFunction<Holds> atLeast) {
    List<Holds> ranges = new ArrayList<>();
    int least = 1;
    for (int count = 1; count <= rules + 1; count++) {
      boolean allowed = count <= rules && number.hold(BigDecimal.valueOf(count));
      if (!allowed && least < count) {
        Holds from = atLeast.apply(least);
        ranges.add(
            count > rules
                ? from
                : new Holds.Some(2, List.of(from, new Holds.Not(atLeast.apply(count)))));
      }
      least = allowed ? least : count + 1;
    }
    return ranges.size() == 1 ? ranges.get(0) : new Holds.Some(1, ranges);
  }

  private Holds holds(Condition condition, List<Word> rules) {
    if (condition instanceof Condition.Both both) {
      return some(both.parts().size(), both.parts(), rules);
    } else if (condition instanceof Condition.Either either) {
      return some(1, either.parts(), rules);
    } else if (condition instanceof Condition.Negated negated) {
      return new Holds.Not(holds(negated.part(), rules));
    } else if (condition instanceof Condition.Quantified quantified) {
      return quantified(quantified, rules);
    }
    return named(((Condition.Name) condition).name(), rules);
  }

  private Holds some(int least, List<Condition> parts, List<Word> rules) {
    return new Holds.Some(least, parts.stream().map(part -> holds(part, rules)).toList());
  }

  private Holds quantified(Condition.Quantified quantified, List<Word> rules) {
    List<Holds> covered = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (quantified.covers(rules.get(rule).text())) {
        covered.add(new Holds.Has(rule));
      }
    }
    if (covered.isEmpty()) {
      unknown(quantified.glob(), rules);
    }
    return new Holds.Some(quantified.all() ? covered.size() : 1, covered);
  }

  /** By the word under {@code rules}, or by another name of the same document. */
  private Holds named(Word name, List<Word> rules) {
    Document document = references.find(name.text()).orElse(null);
    for (int rule = 0; rule < rules.size(); rule++) {
      boolean same =
          references.find(rules.get(rule).text()).filter(d -> d.is(document)).isPresent();
      if (same || rules.get(rule).text().equals(name.text())) {
        return new Holds.Has(rule);
      }
    }
    unknown(name, rules);
    return new Holds.Some(1, List.of());
  }

  private void unknown(Word name, List<Word> rules) {
    diagnostics.error(
        Code.UNKNOWN_RULE,
        name.place(),
        "`rules` names no `" + name.text() + "`",
        NearestName.hint(name.text(), rules.stream().map(Word::text).toList()));
  }
}
