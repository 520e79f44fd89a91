package dev.redthread.engine.detect;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.detect.AlteredMatcher.OfRows;
import dev.redthread.engine.match.ChainFinder;
import dev.redthread.engine.match.ContinuedMatcher;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.SequenceMatcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Faults in what is known of chains that go on under another key, or are about to. */
public final class AlteredSegments {

  private AlteredSegments() {}

  /** All of them, by what is wrong. */
  public static Map<String, AlteredMemory.Faulty> faults() {
    Map<String, AlteredMemory.Faulty> faults = new LinkedHashMap<>();
    faults.put(
        "an event that goes changes only the chains with it, whatever it did",
        before(
            matcher ->
                new Before(matcher) {
                  @Override
                  public boolean losesOnlyItsChains(long roles) {
                    return true;
                  }
                }));
    faults.put(
        "an event that goes changes nothing",
        before(
            matcher ->
                new Before(matcher) {
                  @Override
                  public boolean losesOnlyItsChains(long roles) {
                    return true;
                  }

                  @Override
                  public long reachAhead(long roles) {
                    return 0;
                  }
                }));
    faults.put(
        "what goes on does so from the same chain for ever",
        after(it -> new Decision(it.completion(), Long.MAX_VALUE, it.hurt()), it -> it));
    faults.put(
        "what does not go on never will",
        after(
            it ->
                it.completion().isPresent()
                    ? it
                    : new Decision(it.completion(), Long.MAX_VALUE, it.hurt()),
            it -> it));
    faults.put(
        "a chain that comes late helps nothing",
        after(it -> it, it -> new Influence(false, Integer.MAX_VALUE, 0, 0, 0, it.hurts())));
    return faults;
  }

  /** In what is decided before the key changes for the first time. */
  private static AlteredMemory.Faulty before(Function<ChainFinder, Matcher> fault) {
    return altering(
        patterns ->
            run ->
                run.pattern().isSegment() && run.continued() == null
                    ? with(run, fault.apply((ChainFinder) run.matcher()))
                    : run);
  }

  /** In what is decided after the key has changed. */
  private static AlteredMemory.Faulty after(
      UnaryOperator<Decision> decisions, UnaryOperator<Influence> influences) {
    return altering(
        patterns ->
            run ->
                run.continued() == null
                    ? run
                    : with(run, new Faulty(of(run, patterns), decisions, influences)));
  }

  private static AlteredMemory.Faulty altering(
      Function<PatternSet, UnaryOperator<PatternRun>> alter) {
    return (patterns, clock, options) ->
        new TimelineDetector(patterns, clock, options, alter.apply(patterns));
  }

  private static SequenceMatcher of(PatternRun run, PatternSet patterns) {
    return new SequenceMatcher(run.pattern(), (Shape.Sequence) run.pattern().shape(), patterns);
  }

  private static PatternRun with(PatternRun run, Matcher matcher) {
    return new PatternRun(run.pattern(), matcher, run.kernels(), run.nested(), run.form());
  }

  private abstract static class Before extends AlteredMatcher implements ChainFinder {
    private final ChainFinder finder;

    Before(ChainFinder finder) {
      super(finder, it -> it, it -> it, OfRows.RIGHT);
      this.finder = finder;
    }

    @Override
    public Optional<Found> find(Timeline timeline, int index, Set<EventKey> barred, long earliest) {
      return finder.find(timeline, index, barred, earliest);
    }
  }

  private static final class Faulty extends ContinuedMatcher {
    private final UnaryOperator<Decision> decisions;
    private final UnaryOperator<Influence> influences;

    Faulty(
        SequenceMatcher rest,
        UnaryOperator<Decision> decisions,
        UnaryOperator<Influence> influences) {
      super(rest);
      this.decisions = decisions;
      this.influences = influences;
    }

    @Override
    public Decision decide(Timeline timeline, int index) {
      return decisions.apply(super.decide(timeline, index));
    }

    @Override
    public Influence influence(Timeline timeline, TimelineEvent event, int place) {
      return influences.apply(super.influence(timeline, event, place));
    }
  }
}
