package dev.redthread.engine.cep;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan;
import java.time.Duration;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.configuration.Configuration;

/** A sequence's mandatory steps as a Flink CEP pattern; each is named by its number. */
final class CepPattern {
  static final AfterMatchSkipStrategy SKIP = AfterMatchSkipStrategy.noSkip();

  private CepPattern() {}

  static Pattern<TimelineEvent, ?> of(SequencePlan plan) {
    SequencePlan.Mandatory first = plan.mandatory().get(0);
    Pattern<TimelineEvent, TimelineEvent> pattern =
        Pattern.<TimelineEvent>begin("0", SKIP).where(fills(first.roles()));
    if (!first.fill().isPlain()) {
      pattern = pattern.times(first.fill().least()).allowCombinations();
    }
    for (int i = 1; i < plan.mandatory().size(); i++) {
      pattern =
          pattern.followedByAny(Integer.toString(i)).where(fills(plan.mandatory().get(i).roles()));
    }
    // Flink's bound is exclusive
    return pattern.within(Duration.ofMillis(plan.timespan() + 1));
  }

  static NFA<TimelineEvent> compile(SequencePlan plan) {
    NFA<TimelineEvent> nfa = NFACompiler.compileFactory(of(plan), false).createNFA();
    try {
      nfa.open(HeapStore.noContext(), new Configuration());
    } catch (Exception e) {
      throw new IllegalStateException("conditions without state cannot fail to open", e);
    }
    return nfa;
  }

  private static SimpleCondition<TimelineEvent> fills(long roles) {
    return new Fills(roles);
  }

  /** Whether an event matches one of the rules of a step. */
  private static final class Fills extends SimpleCondition<TimelineEvent> {
    private static final long serialVersionUID = 1;

    private final long roles;

    Fills(long roles) {
      this.roles = roles;
    }

    @Override
    public boolean filter(TimelineEvent event) {
      return (event.roles() & roles) != 0;
    }
  }
}
