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
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

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
        influencing(it -> new Influence(it.all(), it.helpedFrom() + 1, it.hurts())));
    faults.put(
        "a late event refutes nothing",
        influencing(it -> new Influence(it.all(), it.helpedFrom(), false)));
    faults.put(
        "a late event is attached to nothing that is there",
        influencing(it -> new Influence(false, it.helpedFrom(), it.hurts())));
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
                    () -> new JoiningOne(run.links().get())));
  }

  /** Links that forget all but one of the components that a completion bridges. */
  private record JoiningOne(Links links) implements Links {

    @Override
    public void add(Component component, Collection<Completion> completions) {
      links.add(component, completions);
    }

    @Override
    public void remove(Component component) {
      links.remove(component);
    }

    @Override
    public Set<Component> of(Completion completion) {
      Set<Component> all = links.of(completion);
      return all.stream()
          .min(Comparator.comparing(component -> component.earliest().event()))
          .map(Set::of)
          .orElse(all);
    }

    @Override
    public Optional<Component> near(EventKey event) {
      return links.near(event);
    }

    @Override
    public List<Component> components(Collection<Completion> completions) {
      return links.components(completions);
    }
  }

  private static long later(long time) {
    return time == Long.MAX_VALUE ? time : time + 1;
  }

  private static Faulty remembering(UnaryOperator<Decision> fault) {
    return of(fault, it -> it);
  }

  private static Faulty influencing(UnaryOperator<Influence> fault) {
    return of(it -> it, fault);
  }

  private static Faulty of(UnaryOperator<Decision> decisions, UnaryOperator<Influence> influences) {
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
                        new Altered(run.matcher(), decisions, influences),
                        run.kernels(),
                        run.nested(),
                        run.form()));
  }

  /** A matcher with a fault behind it. */
  private record Altered(
      Matcher matcher, UnaryOperator<Decision> decisions, UnaryOperator<Influence> influences)
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
    public long hurt(Completion completion) {
      return matcher.hurt(completion);
    }

    @Override
    public long reachBack(long roles) {
      return matcher.reachBack(roles);
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
    public boolean refutes(TimelineEvent event, Completion completion) {
      return matcher.refutes(event, completion);
    }

    @Override
    public boolean standsForWindow() {
      return matcher.standsForWindow();
    }
  }
}
