package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.WindowMatcher;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Faults in what is remembered of decisions and findings, so that a late event is not looked at
 * where it must, or does not join what it belongs to.
 */
public final class AlteredMemory {

  private AlteredMemory() {}

  /** Makes a detector with one of the faults. */
  public interface Faulty {
    Detector create(PatternSet patterns, Clock clock, DetectorOptions options);
  }

  /** All of them, by what is wrong. */
  public static Map<String, Faulty> faults() {
    Map<String, Faulty> faults = new LinkedHashMap<>();
    faults.put(
        "a late event is looked at one moment too late to help",
        remembering(it -> new Decision(it.completion(), later(it.helped()), it.hurt())));
    faults.put(
        "a late event is looked at one moment too late to refute",
        remembering(it -> new Decision(it.completion(), it.helped(), later(it.hurt()))));
    faults.put(
        "what does not complete never will",
        remembering(
            it ->
                it.completion().isPresent()
                    ? it
                    : new Decision(it.completion(), Long.MAX_VALUE, it.hurt())));
    faults.put(
        "what completes does so by the same chain for ever",
        remembering(
            it ->
                it.completion().isEmpty()
                    ? it
                    : new Decision(it.completion(), Long.MAX_VALUE, it.hurt())));
    faults.put(
        "a late event helps only what is one place further",
        influencing(
            it ->
                new Influence(
                    it.all(),
                    it.helpedFrom() + 1,
                    it.wakes(),
                    it.begins(),
                    it.roles(),
                    it.hurts())));
    faults.put(
        "a late event helps only what would begin later by it",
        influencing(
            it ->
                new Influence(
                    it.all(),
                    it.helpedFrom(),
                    it.wakes(),
                    it.begins() - 1,
                    it.roles(),
                    it.hurts())));
    faults.put(
        "a late event refutes nothing",
        influencing(
            it ->
                new Influence(
                    it.all(), it.helpedFrom(), it.wakes(), it.begins(), it.roles(), false)));
    faults.put(
        "a late event is attached to nothing that is there",
        influencing(
            it ->
                new Influence(
                    false, it.helpedFrom(), it.wakes(), it.begins(), it.roles(), it.hurts())));
    faults.put(
        "a late event makes no chain better",
        of(it -> it, it -> it, new OfRows(true, true, false, ByEnds.AS_IT_IS)));
    faults.put(
        "a late event refutes only what begins later",
        of(it -> it, it -> it, new OfRows(true, true, true, true, ByEnds.AS_IT_IS)));
    faults.put("a late event that joins findings is added to one of them", joiningOne());
    return faults;
  }

  private static Faulty joiningOne() {
    return (patterns, clock, options) ->
        new TimelineDetector(
            patterns,
            clock,
            options,
            run ->
                new PatternRun(
                    run.pattern(),
                    run.matcher(),
                    run.kernels(),
                    run.nested(),
                    run.form(),
                    rows -> new JoiningOne(run.links().apply(rows))));
  }

  /** Links that forget all but one of the components that a completion bridges. */
  private record JoiningOne(Links links) implements Links {

    @Override
    public void enter(Row row) {
      links.enter(row);
    }

    @Override
    public void leave(Row row) {
      links.leave(row);
    }

    @Override
    public List<Row> of(Completion completion) {
      return links.of(completion).stream()
          .min(Comparator.comparing(row -> row.component().earliest().event()))
          .stream()
          .toList();
    }

    @Override
    public Iterator<?> around(Object tied) {
      return links.around(tied);
    }

    @Override
    public Optional<Component> near(EventKey event) {
      return links.near(event);
    }
  }

  /** Faults in what is asked of many completions at once, which only longer timelines show. */
  static Map<String, Faulty> faultsOfRows() {
    return Map.of(
        "a late event changes no chain from the middle of a row on",
        of(it -> it, it -> it, new OfRows(false, true, true, ByEnds.AS_IT_IS)),
        "a late event is attached to nothing from the middle of a row on",
        of(it -> it, it -> it, new OfRows(true, false, true, ByEnds.AS_IT_IS)),
        "the ends of a row decide it whatever lies between",
        of(it -> it, it -> it, new OfRows(true, true, true, ByEnds.ALWAYS)),
        "where the last does not complete none before does",
        of(it -> it, it -> it, new OfRows(true, true, true, ByEnds.IN_VAIN)));
  }

  /** Faults in what an event of a group is told to change. */
  static Map<String, Faulty> faultsOfGroups() {
    return Map.of(
        "an event helps only those that complete by its own rules",
        influencing(it -> with(it, it.wakes(), it.begins(), ~it.roles())),
        "an event wakes nothing that was read only from a later time on",
        influencing(it -> with(it, Math.min(it.wakes(), it.begins()), it.begins(), it.roles())),
        "an event helps only what would begin later by it",
        influencing(it -> with(it, it.wakes(), it.begins() - 1, it.roles())));
  }

  private static Influence with(Influence of, long wakes, long begins, long roles) {
    return new Influence(of.all(), of.helpedFrom(), wakes, begins, roles, of.hurts());
  }

  /** Remembers nothing and decides each completion for itself. */
  static Faulty forgetful() {
    return of(it -> it, it -> Influence.ANY, new OfRows(true, true, true, ByEnds.NEVER));
  }

  private enum ByEnds {
    AS_IT_IS,
    ALWAYS,
    IN_VAIN,
    NEVER
  }

  /** What is asked of a row as a whole, and of the chains that there are. */
  private record OfRows(
      boolean helps, boolean hurts, boolean improves, boolean onlyLater, ByEnds byEnds) {

    OfRows(boolean helps, boolean hurts, boolean improves, ByEnds byEnds) {
      this(helps, hurts, improves, false, byEnds);
    }

    static final OfRows RIGHT = new OfRows(true, true, true, ByEnds.AS_IT_IS);
  }

  private static long later(long time) {
    return time == Long.MAX_VALUE ? time : time + 1;
  }

  private static Faulty remembering(UnaryOperator<Decision> fault) {
    return of(fault, it -> it, OfRows.RIGHT);
  }

  private static Faulty influencing(UnaryOperator<Influence> fault) {
    return of(it -> it, fault, OfRows.RIGHT);
  }

  private static Faulty of(
      UnaryOperator<Decision> decisions, UnaryOperator<Influence> influences, OfRows ofRows) {
    return (patterns, clock, options) ->
        new TimelineDetector(
            patterns,
            clock,
            options,
            run ->
                run.matcher() instanceof WindowMatcher
                    ? run
                    : new PatternRun(
                        run.pattern(),
                        new Altered(run.matcher(), decisions, influences, ofRows),
                        run.kernels(),
                        run.nested(),
                        run.form()));
  }

  /** A matcher with a fault behind it. */
  private record Altered(
      Matcher matcher,
      UnaryOperator<Decision> decisions,
      UnaryOperator<Influence> influences,
      OfRows ofRows)
      implements Matcher {

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
      return (now == null || ofRows.improves)
          && matcher.mayImprove(timeline, place, completing, now);
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
  }
}
