package dev.redthread.pattern.compile;

import dev.redthread.pattern.check.References;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Condition;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.List;

/** Compiles the condition of a {@code temporal} correlation: its words are the rules. */
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
    List<Holds> all = new ArrayList<>();
    for (int rule = 0; rule < temporal.references().size(); rule++) {
      all.add(new Holds.Has(rule));
    }
    return new Holds.Some(temporal.least(), all);
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
