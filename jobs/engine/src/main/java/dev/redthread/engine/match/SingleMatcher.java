package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.List;
import java.util.Optional;

/** Every event is a match by itself. */
public final class SingleMatcher implements Matcher {
  private final Roles rules;

  public SingleMatcher(CompiledPattern pattern, PatternSet set) {
    rules = new Roles(pattern, set);
  }

  @Override
  public boolean mayComplete(long roles) {
    return true;
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    EventKey key = timeline.key(index);
    String step = rules.firstName(timeline.roles(index));
    return new Decision(
        Optional.of(new Completion(key, List.of(new ChainPart(step, key, true)), null)),
        Decision.NEVER,
        Decision.NEVER);
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    return new Influence(
        false, timeline.size(), Decision.NEVER, Decision.NEVER, Influence.ANY_ROLES, false);
  }

  @Override
  public long reachBack(long roles) {
    return 0;
  }

  @Override
  public boolean standsForWindow() {
    return false;
  }

  @Override
  public long reachAhead(long roles) {
    return 0;
  }

  @Override
  public long looksBack() {
    return 0;
  }

  @Override
  public long looksAhead() {
    return 0;
  }

  @Override
  public boolean settles() {
    return false;
  }

  @Override
  public boolean refutes(Timeline timeline, TimelineEvent event, Completion completion) {
    return false;
  }
}
