package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.SharedStep;
import dev.redthread.engine.match.Timeline;
import java.util.BitSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A matcher with a fault in what it says of its decisions. */
class AlteredMatcher implements Matcher {
  private final Matcher matcher;
  private final UnaryOperator<Decision> decisions;
  private final UnaryOperator<Influence> influences;
  private final OfRows ofRows;

  AlteredMatcher(
      Matcher matcher,
      UnaryOperator<Decision> decisions,
      UnaryOperator<Influence> influences,
      OfRows ofRows) {
    this.matcher = matcher;
    this.decisions = decisions;
    this.influences = influences;
    this.ofRows = ofRows;
  }

  enum ByEnds {
    AS_IT_IS,
    ALWAYS,
    IN_VAIN,
    NEVER
  }

  /** What is asked of a row as a whole, and of the chains that there are. */
  record OfRows(boolean helps, boolean hurts, boolean improves, boolean onlyLater, ByEnds byEnds) {

    OfRows(boolean helps, boolean hurts, boolean improves, ByEnds byEnds) {
      this(helps, hurts, improves, false, byEnds);
    }

    static final OfRows RIGHT = new OfRows(true, true, true, ByEnds.AS_IT_IS);
  }

  @Override
  public boolean mayComplete(long roles) {
    return matcher.mayComplete(roles);
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    return decisions.apply(matcher.decide(timeline, index));
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    return influences.apply(matcher.influence(timeline, event, place));
  }

  @Override
  public long helped(Completion completion) {
    return matcher.helped(completion);
  }

  @Override
  public boolean decidesByEnds(Timeline timeline) {
    return switch (ofRows.byEnds) {
      case AS_IT_IS, IN_VAIN -> matcher.decidesByEnds(timeline);
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  @Override
  public boolean endsInVain(Timeline timeline, int index) {
    return ofRows.byEnds == ByEnds.IN_VAIN || matcher.endsInVain(timeline, index);
  }

  @Override
  public boolean mayHelp(long time, Completion completion) {
    return ofRows.helps && matcher.mayHelp(time, completion);
  }

  @Override
  public boolean mayImprove(
      Timeline timeline, int place, int completing, @Nullable Completion now) {
    return (now == null || ofRows.improves) && matcher.mayImprove(timeline, place, completing, now);
  }

  @Override
  public boolean mayHurt(long time, Completion completion) {
    return ofRows.hurts && matcher.mayHurt(time, completion);
  }

  @Override
  public boolean hurtsOnlyLater(long roles) {
    return ofRows.onlyLater || matcher.hurtsOnlyLater(roles);
  }

  @Override
  public boolean losesOnlyItsChains(long roles) {
    return matcher.losesOnlyItsChains(roles);
  }

  @Override
  public long hurt(Completion completion) {
    return matcher.hurt(completion);
  }

  @Override
  public long reachBack(long roles) {
    return matcher.reachBack(roles);
  }

  @Override
  public long refutesBack(long roles) {
    return matcher.refutesBack(roles);
  }

  @Override
  public boolean mayFollow(TimelineEvent event, Completion completion) {
    return matcher.mayFollow(event, completion);
  }

  @Override
  public int touchedFrom(Timeline timeline, TimelineEvent event) {
    return matcher.touchedFrom(timeline, event);
  }

  @Override
  public long reachAhead(long roles) {
    return matcher.reachAhead(roles);
  }

  @Override
  public long looksBack() {
    return matcher.looksBack();
  }

  @Override
  public long looksAhead() {
    return matcher.looksAhead();
  }

  @Override
  public boolean settles() {
    return matcher.settles();
  }

  @Override
  public boolean refutes(Timeline timeline, TimelineEvent event, Completion completion) {
    return matcher.refutes(timeline, event, completion);
  }

  @Override
  public boolean standsForWindow() {
    return matcher.standsForWindow();
  }

  @Override
  public @Nullable BitSet touched(Timeline timeline, TimelineEvent event) {
    return ofRows.byEnds == ByEnds.NEVER ? null : matcher.touched(timeline, event);
  }

  @Override
  public @Nullable SharedStep sharedStep() {
    return ofRows.byEnds == ByEnds.NEVER ? null : matcher.sharedStep();
  }

  @Override
  public int nextHelped(Timeline timeline, int place, Influence influence, int from) {
    return matcher.nextHelped(timeline, place, influence, from);
  }
}
