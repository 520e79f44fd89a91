package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An event completes when the window that ends at it holds enough events, ties included.
 *
 * <p>The ledger keeps only the completing event of a window, since a window says what is in it; its
 * chain is made when it is shown.
 */
public final class CountMatcher implements Matcher {
  private final Roles rules;
  private final Shape.EventCount count;

  public CountMatcher(CompiledPattern pattern, Shape.EventCount count, PatternSet set) {
    rules = new Roles(pattern, set);
    this.count = count;
  }

  @Override
  public boolean mayComplete(long roles) {
    return true;
  }

  @Override
  public Optional<Completion> decide(Timeline timeline, int index) {
    long time = timeline.time(index);
    int held = timeline.after(time) - timeline.from(Times.minus(time, count.timespan()));
    if (held < count.least()) {
      return Optional.empty();
    }
    return Optional.of(new Completion(timeline.key(index), List.of(part(timeline, index)), null));
  }

  /** The completing event and the latest others of its window that make the number. */
  public List<ChainPart> chain(Timeline timeline, EventKey completing) {
    long earliest = Times.minus(completing.eventTime(), count.timespan());
    List<ChainPart> latestFirst = new ArrayList<>();
    boolean self = false;
    int others = count.least() - 1;
    for (int i = timeline.after(completing.eventTime()) - 1; i >= 0; i--) {
      if (timeline.time(i) < earliest || (self && others == 0)) {
        break;
      }
      if (timeline.key(i).equals(completing)) {
        latestFirst.add(part(timeline, i));
        self = true;
      } else if (others > 0) {
        latestFirst.add(part(timeline, i));
        others--;
      }
    }
    Collections.reverse(latestFirst);
    return latestFirst;
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
    return count.timespan();
  }

  @Override
  public long looksBack() {
    return count.timespan();
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
  public boolean refutes(TimelineEvent event, Completion completion) {
    return false;
  }

  private ChainPart part(Timeline timeline, int index) {
    return new ChainPart(rules.firstName(timeline.roles(index)), timeline.key(index), true);
  }
}
