package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.detect.AlteredMatcher.ByEnds;
import dev.redthread.engine.detect.AlteredMatcher.OfRows;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Decision.Beyond;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.SequenceMatcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.WindowMatcher;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
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
                    it.hurts(),
                    it.beyond())));
    faults.put(
        "a late event helps only what would begin later by it",
        influencing(it -> with(it, it.wakes(), it.begins() - 1, it.roles())));
    faults.put(
        "a late event refutes nothing",
        influencing(
            it ->
                new Influence(
                    it.all(),
                    it.helpedFrom(),
                    it.wakes(),
                    it.begins(),
                    it.roles(),
                    false,
                    it.beyond())));
    faults.put(
        "a late event is attached to nothing that is there",
        influencing(
            it ->
                new Influence(
                    false,
                    it.helpedFrom(),
                    it.wakes(),
                    it.begins(),
                    it.roles(),
                    it.hurts(),
                    it.beyond())));
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

  /** Faults in what is said of an event that others of its kind stand for. */
  static Map<String, Faulty> faultsOfFreeSteps() {
    return Map.of(
        "a late event gives a chain to nothing where others of its kind are",
        beyond(it -> new Beyond(0, it.since())),
        "a late event gives a chain to nothing before the next event of its kind but one",
        beyond(it -> new Beyond(it.place() - 1, it.since())),
        "a late event is taken into no chain that has a later one of its kind",
        beyond(it -> new Beyond(it.place(), Long.MAX_VALUE)),
        "a late event is taken only into chains that begin later than they may",
        beyond(it -> new Beyond(it.place(), it.since() + 2)),
        "a late event helps only the next one that asks for it",
        askedOnce());
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
    return new Influence(of.all(), of.helpedFrom(), wakes, begins, roles, of.hurts(), of.beyond());
  }

  /** Faults in which others an event is said to touch. */
  static Map<String, Faulty> faultsOfTouched() {
    return Map.of(
        "an event that comes late, or goes, touches only itself",
        touching(
            (touched, own) -> {
              if (own < 0) {
                touched.clear();
              } else {
                touched.clear(own + 1, timelineEnd(touched));
                touched.clear(0, own);
              }
            }),
        "an event that goes touches nothing",
        touching(
            (touched, own) -> {
              if (own < 0) {
                touched.clear();
              }
            }),
        "an event touches only the next that it touches",
        touching(
            (touched, own) -> {
              int next = touched.nextSetBit(own + 1);
              if (next >= 0) {
                touched.clear(next + 1, timelineEnd(touched));
              }
            }),
        "an event touches all but the next that it touches",
        touching(
            (touched, own) -> {
              int next = touched.nextSetBit(own + 1);
              if (next >= 0) {
                touched.clear(next);
              }
            }));
  }

  private static int timelineEnd(BitSet touched) {
    return touched.length() + 1;
  }

  /**
   * @param fault what is done to the places that an event touches, and to its own or -1
   */
  private static Faulty touching(ObjIntConsumer<BitSet> fault) {
    return (patterns, clock, options) ->
        new TimelineDetector(
            patterns,
            clock,
            options,
            run ->
                with(
                    run,
                    new AlteredMatcher(run.matcher(), it -> it, it -> it, OfRows.RIGHT) {
                      @Override
                      public @Nullable BitSet touched(Timeline timeline, TimelineEvent event) {
                        BitSet touched = super.touched(timeline, event);
                        if (touched != null) {
                          fault.accept(touched, timeline.indexOf(event.key()).orElse(-1));
                        }
                        return touched;
                      }
                    }));
  }

  /** Events that have others of their kind after them. */
  private static Faulty beyond(UnaryOperator<Beyond> fault) {
    return influencing(
        it ->
            it.beyond().place() == Integer.MAX_VALUE
                ? it
                : new Influence(
                    it.all(),
                    it.helpedFrom(),
                    it.wakes(),
                    it.begins(),
                    it.roles(),
                    it.hurts(),
                    fault.apply(it.beyond())));
  }

  private static Faulty askedOnce() {
    return (patterns, clock, options) ->
        new TimelineDetector(
            patterns,
            clock,
            options,
            run ->
                run.matcher() instanceof SequenceMatcher
                    ? with(run, new AskedOnce(run.matcher()))
                    : run);
  }

  private static final class AskedOnce extends AlteredMatcher {
    AskedOnce(Matcher matcher) {
      super(matcher, it -> it, it -> it, OfRows.RIGHT);
    }

    @Override
    public int nextHelped(Timeline timeline, int place, Influence influence, int from) {
      return from == influence.helpedFrom()
          ? super.nextHelped(timeline, place, influence, from)
          : timeline.size();
    }
  }

  /** Remembers nothing and decides each completion for itself. */
  static Faulty forgetful() {
    return of(it -> it, it -> Influence.ANY, new OfRows(true, true, true, ByEnds.NEVER));
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
                    : with(run, new AlteredMatcher(run.matcher(), decisions, influences, ofRows)));
  }

  private static PatternRun with(PatternRun run, Matcher matcher) {
    return new PatternRun(run.pattern(), matcher, run.kernels(), run.nested(), run.form());
  }
}
