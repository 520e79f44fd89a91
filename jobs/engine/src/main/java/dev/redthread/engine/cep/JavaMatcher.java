package dev.redthread.engine.cep;

import dev.redthread.api.Event;
import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.Trouble;
import dev.redthread.engine.cep.JavaRun.FailedAtException;
import dev.redthread.engine.cep.LoadedPattern.PatternStep;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides by the pattern that a class of a jar has: an event completes when the pattern's automaton
 * says so after the events of the timespan before it.
 *
 * <p>Of several chains that an event completes the one counts that begins the latest, of those the
 * one with the most events, of those the one with the earliest.
 *
 * <p><i>Errors:</i> the constructor throws {@link IllegalStateException} when the class is no
 * pattern. An event at which the pattern's code fails takes no part in it. A pattern that takes too
 * long over an event is switched off: what was found stands, and nothing more is found.
 *
 * <p><i>Cost:</i> an event in order is one step of the automaton, in another thread; a late one
 * sends it along the timespan again.
 */
public final class JavaMatcher implements Matcher {
  private static final Logger LOG = LoggerFactory.getLogger(JavaMatcher.class);

  /** How many events at which it failed are remembered, so as to be told of once. */
  private static final int REMEMBERED = 10_000;

  private final CompiledPattern pattern;
  private final Shape.Java java;
  private final Duration limit;
  private final SeenEvent.View view;
  private final LoadedPattern loaded;
  private final JavaAutomaton automaton;
  private final Map<Timeline, JavaRun> runs = new WeakHashMap<>();
  private final Set<EventKey> told = new LinkedHashSet<>();
  private final List<Trouble> troubles = new ArrayList<>();
  private boolean off;
  private int abandoned;

  /**
   * @param limit how much processor time the pattern's code may take over one event
   */
  public JavaMatcher(CompiledPattern pattern, Shape.Java java, PatternSet set, Duration limit) {
    this.pattern = pattern;
    this.java = java;
    this.limit = limit;
    view = new SeenEvent.View(pattern, java, set);
    try {
      loaded = JavaPatterns.load(java.jar(), java.className());
      automaton = new JavaAutomaton(loaded.automaton());
    } catch (BadClassException bad) {
      throw new IllegalStateException(
          java.className() + " of " + java.jar() + ": " + bad.getMessage(), bad);
    }
  }

  @Override
  public boolean mayComplete(long roles) {
    return true;
  }

  @Override
  public Decision decide(Timeline timeline, int index) {
    TimelineEvent event = timeline.event(index);
    if (off || isOffElsewhere(event)) {
      return unknown();
    }
    JavaRun run = runs.computeIfAbsent(timeline, any -> new JavaRun(automaton, pattern.timespan()));
    if (!run.isAt(event.key(), timeline) && !go(run, timeline, index)) {
      return unknown();
    }
    boolean cut = run.takeCut();
    abandoned += cut ? 1 : 0;
    return best(run.matches(), event.key())
        .map(chain -> new Decision(Optional.of(completion(event.key(), chain)), 0, 0))
        .orElse(cut ? unknown() : Decision.none(Long.MIN_VALUE));
  }

  private static Decision unknown() {
    return new Decision(Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE, false);
  }

  /** Sends the automaton up to a place; false when it was switched off over it. */
  private boolean go(JavaRun run, Timeline timeline, int index) {
    while (true) {
      List<TimelineEvent> events = run.next(timeline, index);
      Callable<Boolean> way =
          () -> {
            run.go(events, view);
            return true;
          };
      try {
        return Watched.call(way, run::steps, limit);
      } catch (TooLongException tooLong) {
        switchOff(timeline.event(index));
        return false;
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof FailedAtException at)) {
          throw new IllegalStateException(failed.getCause());
        }
        tell(at);
      }
    }
  }

  private void tell(FailedAtException failed) {
    TimelineEvent event = failed.event();
    if (told.add(event.key())) {
      String detail = java.className() + " failed: " + failed.getCause();
      LOG.warn("Java pattern {}, event {}: {}", pattern.id(), event.key(), detail);
      troubles.add(new Trouble(Trouble.Kind.FAILED, event.event(), detail));
      if (told.size() > REMEMBERED) {
        told.remove(told.iterator().next());
      }
    }
  }

  private boolean isOffElsewhere(TimelineEvent event) {
    Optional<String> reason = JavaPatterns.whyOff(java);
    reason.ifPresent(why -> off(event, why));
    return reason.isPresent();
  }

  private void switchOff(TimelineEvent event) {
    String reason =
        java.className()
            + " took longer than "
            + limit.toMillis()
            + " ms over one event and is switched off; what it had found stands. Mend it and put"
            + " its jar in place anew";
    JavaPatterns.switchOff(java, reason);
    off(event, reason);
  }

  private void off(TimelineEvent event, String reason) {
    off = true;
    runs.clear();
    LOG.error("Java pattern {} ({}): {}", pattern.id(), pattern.title(), reason);
    troubles.add(new Trouble(Trouble.Kind.SWITCHED_OFF, event.event(), reason));
  }

  /** Whether the pattern is not evaluated any more. */
  @Override
  public boolean isOff() {
    return off;
  }

  @Override
  public List<Trouble> takeTroubles() {
    if (troubles.isEmpty()) {
      return List.of();
    }
    List<Trouble> taken = List.copyOf(troubles);
    troubles.clear();
    return taken;
  }

  @Override
  public int takeAbandoned() {
    int taken = abandoned;
    abandoned = 0;
    return taken;
  }

  private Completion completion(EventKey event, List<ChainPart> chain) {
    Long settlesAt =
        loaded.refutable() ? (Long) Times.plus(event.eventTime(), pattern.maxDelay()) : null;
    return new Completion(event, chain, settlesAt);
  }

  /** The chain that counts, of those in which an event is the last. */
  private Optional<List<ChainPart>> best(
      Collection<Map<String, List<Event>>> matches, EventKey completing) {
    return matches.stream()
        .map(this::chain)
        .filter(chain -> keys(chain).get(chain.size() - 1).equals(completing))
        .max(JavaMatcher::compare);
  }

  private List<ChainPart> chain(Map<String, List<Event>> match) {
    List<ChainPart> chain = new ArrayList<>();
    for (PatternStep step : loaded.steps()) {
      for (Event event : match.getOrDefault(step.name(), List.of())) {
        ChainPart part = new ChainPart(step.name(), ((SeenEvent) event).key(), step.binding());
        if (!chain.contains(part)) {
          chain.add(part);
        }
      }
    }
    return chain;
  }

  private static int compare(List<ChainPart> one, List<ChainPart> other) {
    List<EventKey> first = keys(one);
    List<EventKey> second = keys(other);
    int latest = first.get(0).compareTo(second.get(0));
    if (latest != 0) {
      return latest;
    }
    for (int i = 0; i < first.size() && first.size() == second.size(); i++) {
      int earliest = second.get(i).compareTo(first.get(i));
      if (earliest != 0) {
        return earliest;
      }
    }
    return Integer.compare(first.size(), second.size());
  }

  private static List<EventKey> keys(List<ChainPart> chain) {
    return chain.stream().map(ChainPart::event).sorted(Comparator.naturalOrder()).toList();
  }

  @Override
  public Influence influence(Timeline timeline, TimelineEvent event, int place) {
    return Influence.ANY;
  }

  @Override
  public long reachBack(long roles) {
    return 0;
  }

  @Override
  public long reachAhead(long roles) {
    return pattern.timespan();
  }

  @Override
  public long looksBack() {
    return pattern.timespan();
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

  @Override
  public boolean standsForWindow() {
    return false;
  }
}
