package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * An event completes when it has a value that no earlier event within the baseline had, and the
 * group had an event before the learning period.
 *
 * <p>So an event that comes late, or goes, changes only the next with each of its values: what
 * comes after that has this one before it. And whether the group has learnt it changes only for
 * those at whose time it is the only one that is old enough and not too old.
 *
 * <p><i>Cost:</i> a decision, and what a late event touches, are found by searches.
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
    long begin = Times.minus(time, shape.baseline());
    if (timeline.time(timeline.from(begin)) > Times.minus(time, shape.learning())) {
      return Decision.none(begin);
    }
    ByValue<String> values = timeline.indexes().byText(readings);
    boolean isNew =
        readings.texts(timeline.event(index)).stream()
            .anyMatch(value -> values.last(value, Times.minus(time, 1)) < begin);
    if (!isNew) {
      // What is known stays known.
      return Decision.none(Decision.NEVER);
    }
    EventKey key = timeline.key(index);
    String step = rules.firstName(timeline.roles(index));
    return new Decision(
        Optional.of(
            new Completion(key, List.of(new ChainPart(step, key, true)), Times.plus(time, delay))),
        Decision.NEVER,
        begin);
  }

  /**
   * The event itself, the next with each of its values, and those of which it alone says that the
   * group had learnt.
   */
  @Override
  public BitSet touched(Timeline timeline, TimelineEvent event) {
    BitSet touched = new BitSet();
    timeline.indexOf(event.key()).ifPresent(touched::set);
    long after = Times.plus(event.event().eventTime(), 1);
    ByValue<String> values = timeline.indexes().byText(readings);
    for (String value : readings.texts(event)) {
      long next = values.first(value, after);
      List<EventKey> keys = values.with(value);
      for (int i = ByValue.firstFrom(keys, next);
          i < keys.size() && keys.get(i).eventTime() == next;
          i++) {
        touched.set(timeline.indexOf(keys.get(i)).orElseThrow());
      }
    }
    touchLearnt(timeline, event, touched);
    return touched;
  }

  private void touchLearnt(Timeline timeline, TimelineEvent event, BitSet touched) {
    long time = event.event().eventTime();
    int at = timeline.from(time);
    int after = timeline.after(time);
    int own = timeline.indexOf(event.key()).isPresent() ? 1 : 0;
    if (after - at > own) {
      return;
    }
    long from = Times.plus(time, shape.learning());
    long to = Times.plus(time, shape.baseline());
    if (at > 0) {
      from = Math.max(from, Times.plus(Times.plus(timeline.time(at - 1), shape.baseline()), 1));
    }
    if (after < timeline.size()) {
      to = Math.min(to, Times.minus(Times.plus(timeline.time(after), shape.learning()), 1));
    }
    if (from <= to) {
      touched.set(timeline.from(from), timeline.after(to));
    }
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
