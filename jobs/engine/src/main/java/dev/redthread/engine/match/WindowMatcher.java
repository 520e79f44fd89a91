package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An event completes when the window that ends at it meets a condition, ties included.
 *
 * <p>The ledger keeps only the completing event of a window, since a window says what is in it; its
 * chain is made when it is shown.
 *
 * <p><i>Cost:</i> counts of events and conditions on rules cost a search; other measures what
 * enters and leaves when the window moves on from the event that was decided before.
 */
public final class WindowMatcher implements Matcher {
  private final Roles rules;
  private final long timespan;
  private final Condition condition;
  private final LongPredicate mayEnd;

  /** Whether a window that meets the condition does so with any further event. */
  private final boolean grows;

  /** What is counted, where equal values count once. */
  private final @Nullable Readings values;

  private final WindowChain chain;
  private final @Nullable Burst burst;
  private final @Nullable Long delay;
  private final boolean settles;

  /** Counts and measures. */
  public WindowMatcher(CompiledPattern pattern, Shape.Window window, PatternSet set) {
    rules = new Roles(pattern, set);
    timespan = window.timespan();
    condition = Condition.of(window);
    mayEnd = roles -> true;
    grows = window.isThreshold();
    values = window.measure().kind() == Measure.Kind.VALUES ? new Readings(window.measure()) : null;
    chain = WindowChain.of(window, rules);
    burst = window.isThreshold() ? burst(window) : null;
    delay = window.isThreshold() ? null : Long.valueOf(pattern.maxDelay());
    settles = !window.bounds().isFromBelow();
  }

  /** Which rules have an event in the window. */
  public WindowMatcher(CompiledPattern pattern, Shape.Temporal temporal, PatternSet set) {
    rules = new Roles(pattern, set);
    timespan = temporal.timespan();
    condition = Condition.of(temporal);
    mayEnd = Condition.mayEnd(temporal);
    values = null;
    chain = WindowChain.of(temporal);
    burst = null;
    Set<Integer> negated = temporal.condition().negated();
    grows = negated.isEmpty();
    List<Integer> places =
        negated.stream().flatMap(rule -> temporal.rules().get(rule).places().stream()).toList();
    delay = negated.isEmpty() ? null : Long.valueOf(rules.maxDelay(places));
    settles = temporal.settled();
  }

  private static Burst burst(Shape.Window window) {
    int margin = Math.max(window.bounds().leastCount(), Finding.SHOWN_EACH_END);
    boolean plain = window.measure().kind() == Measure.Kind.EVENTS;
    return new Burst(margin, plain, window.timespan(), () -> Contents.of(window));
  }

  /** What says which events of a burst can go; null where all matter. */
  public @Nullable Burst burst() {
    return burst;
  }

  @Override
  public boolean mayComplete(long roles) {
    return mayEnd.test(roles);
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    long time = timeline.time(index);
    int first = timeline.from(Times.minus(time, timespan));
    if (!condition.holds(timeline, first, timeline.after(time), index)) {
      return Decision.none(Times.minus(time, timespan));
    }
    String step = rules.firstName(timeline.roles(index));
    EventKey key = timeline.key(index);
    return new Decision(
        Optional.of(
            new Completion(
                key,
                List.of(new ChainPart(step, key, true)),
                delay == null ? null : Long.valueOf(Times.plus(time, delay)))),
        grows ? Decision.NEVER : Times.minus(time, timespan),
        Decision.NEVER);
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    long time = timeline.time(place);
    return new Influence(
        false, timeline.from(time), time, Decision.NEVER, Influence.ANY_ROLES, false);
  }

  /**
   * Of a count of values the windows in which an event is the only one with one of its values:
   * those that end before the next such event and reach back no further than to after the one
   * before.
   */
  @Override
  public @Nullable BitSet touched(Timeline timeline, TimelineEvent event) {
    if (values == null) {
      return null;
    }
    BitSet touched = new BitSet();
    touched.set(timeline.indexOf(event.key()).orElseThrow());
    long time = event.event().eventTime();
    ByValue<String> index = timeline.indexes().byText(values);
    for (String value : values.texts(event)) {
      List<EventKey> keys = index.with(value);
      int at = Collections.binarySearch(keys, event.key());
      long from = time;
      long to = Times.plus(time, timespan);
      if (at > 0) {
        from = Math.max(from, Times.plus(Times.plus(keys.get(at - 1).eventTime(), timespan), 1));
      }
      if (at + 1 < keys.size()) {
        to = Math.min(to, Times.minus(keys.get(at + 1).eventTime(), 1));
      }
      int end = from <= to ? timeline.after(to) : 0;
      int next = from <= to ? timeline.nextHelped(time, timeline.from(from)) : 0;
      while (next < end) {
        touched.set(next);
        next = timeline.nextHelped(time, next + 1);
      }
    }
    return touched;
  }

  /** What is shown of the window that ends at an event. */
  public List<ChainPart> chain(Timeline timeline, EventKey completing) {
    int first = timeline.from(Times.minus(completing.eventTime(), timespan));
    return chain.of(timeline, first, timeline.after(completing.eventTime()), completing);
  }

  @Override
  public long reachBack(long roles) {
    return 0;
  }

  @Override
  public boolean standsForWindow() {
    return true;
  }

  @Override
  public long reachAhead(long roles) {
    return timespan;
  }

  @Override
  public long looksBack() {
    return timespan;
  }

  @Override
  public long looksAhead() {
    return 0;
  }

  @Override
  public boolean settles() {
    return settles;
  }

  @Override
  public boolean refutes(Timeline timeline, TimelineEvent event, Completion completion) {
    return false;
  }
}
