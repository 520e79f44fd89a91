package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An event completes when it has a value that no earlier event within the baseline had, and the
 * group had an event before the learning period.
 *
 * <p><i>Cost:</i> a known value is found by going back to the last event that had it, a new one by
 * going back over all that is kept.
 */
public final class NewValueMatcher implements Matcher {
  private final Roles rules;
  private final Shape.NewValue shape;
  private final Readings readings;
  private final long delay;

  public NewValueMatcher(CompiledPattern pattern, Shape.NewValue shape, PatternSet set) {
    rules = new Roles(pattern, set);
    this.shape = shape;
    readings = new Readings(shape.fieldByRule());
    delay = pattern.maxDelay();
  }

  @Override
  public boolean mayComplete(long roles) {
    return true;
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    long time = timeline.time(index);
    int first = timeline.from(Times.minus(time, shape.baseline()));
    if (timeline.time(first) > Times.minus(time, shape.learning())) {
      return Decision.none(Times.minus(time, shape.baseline()));
    }
    Set<String> unseen = new HashSet<>(readings.texts(timeline.event(index)));
    for (int i = timeline.from(time) - 1; i >= first && !unseen.isEmpty(); i--) {
      readings.texts(timeline.event(i)).forEach(unseen::remove);
    }
    if (unseen.isEmpty()) {
      // What is known stays known.
      return Decision.none(Decision.NEVER);
    }
    EventKey key = timeline.key(index);
    String step = rules.firstName(timeline.roles(index));
    return new Decision(
        Optional.of(
            new Completion(key, List.of(new ChainPart(step, key, true)), Times.plus(time, delay))),
        Decision.NEVER,
        Times.minus(time, shape.baseline()));
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    long time = timeline.time(place);
    return new Influence(
        false, timeline.from(time), time, Decision.NEVER, Influence.ANY_ROLES, true);
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
    return shape.baseline();
  }

  @Override
  public long looksBack() {
    return shape.baseline();
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
