package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.Optional;

/**
 * Decides sequences on the timeline.
 *
 * <p><i>Cost:</i> one decision reads the window backwards from the completing event and stops at
 * the first chain; at the most the number of events in the window times the number of steps.
 *
 * <p><i>Source:</i> DESIGN, "Semantics of a match".
 */
public final class SequenceMatcher implements Matcher {
  private final SequencePlan plan;
  private final long last;
  private final long trailing;
  private final long negated;

  public SequenceMatcher(CompiledPattern pattern, Shape.Sequence shape, PatternSet set) {
    plan = SequencePlan.of(pattern, shape, set);
    last = plan.mandatory().get(plan.last()).roles();
    trailing = plan.trailingRoles();
    negated = plan.negatedRoles();
  }

  public SequencePlan plan() {
    return plan;
  }

  @Override
  public boolean mayComplete(long roles) {
    return (roles & last) != 0;
  }

  @Override
  public Optional<Completion> decide(Timeline timeline, int index) {
    Window window = new Window(timeline, plan, index);
    return new TimeChain(window)
        .find()
        .map(
            times -> {
              EventChain chain = new EventPick(window, times).pick();
              new Attachment(window, chain).attach();
              return chain.completion();
            });
  }

  @Override
  public long reachBack(long roles) {
    return (roles & trailing) == 0 ? 0 : plan.timespan();
  }

  @Override
  public boolean standsForWindow() {
    return false;
  }

  @Override
  public boolean mayRefute(long roles) {
    return (roles & negated) != 0;
  }
}
