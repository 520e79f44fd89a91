package dev.redthread.engine.detect;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.Standing;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.cep.CepKernels;
import dev.redthread.engine.match.Timeline;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The detector that decides on timelines.
 *
 * <p><i>Cost:</i> an event in order that completes nothing costs one write to the timeline and one
 * for de-duplication; a late one decides anew what it can have changed.
 *
 * <p><i>Thread safety:</i> none.
 */
final class TimelineDetector implements Detector {
  private final Map<String, PatternRun> runs = new HashMap<>();
  private final Clock clock;
  private final DetectorOptions options;
  private final KeyCache cache;
  private final Standings standings;
  private final PatternEvents patternEvents = new PatternEvents();

  TimelineDetector(PatternSet patterns, Clock clock, DetectorOptions options) {
    this(patterns, clock, options, run -> run);
  }

  /**
   * @param altered what is done to each pattern before it is used
   */
  TimelineDetector(
      PatternSet patterns,
      Clock clock,
      DetectorOptions options,
      UnaryOperator<PatternRun> altered) {
    CepKernels kernels = options.cepKernel() ? new CepKernels() : null;
    for (CompiledPattern pattern : patterns.patterns()) {
      runs.put(pattern.id(), altered.apply(PatternRun.of(pattern, patterns, kernels)));
    }
    this.clock = clock;
    this.options = options;
    cache = new KeyCache(options);
    standings = new Standings(options.progress() ? patterns : new PatternSet(List.of(), List.of()));
  }

  @Override
  public long onCandidate(
      Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
    KeyMemory memory = cache.get(run(candidate.pattern()), candidate.group(), state);
    Decisions decisions = new Decisions(memory, receivedClock);
    if (candidate.retracted()) {
      takeOff(candidate.event(), memory, state, decisions);
    } else {
      takeIn(candidate, memory, state, decisions);
    }
    publish(decisions, memory, state, receivedClock, changed);
    Thinning.whenDue(memory, state, receivedClock);
    long deadline = memory.run().eventDeadline(candidate.event().eventTime());
    boolean late = PatternRun.passed(deadline, receivedClock);
    if (late) {
      new Expiry(memory, state, receivedClock).letGo();
    }
    cache.settle(memory, state);
    return Math.min(waiting(memory), late ? deadline : memory.run().wakeUp(deadline));
  }

  private Ledger publish(
      Decisions decisions,
      KeyMemory memory,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    Collection<Change> changes = decisions.changes();
    if (memory.run().isStep()) {
      patternEvents.say(changes, memory);
    }
    Ledger ledger = new Ledger(memory, state, clock, options.budget(), receivedClock, changed);
    ledger.apply(changes, decisions.restated());
    return ledger;
  }

  @Override
  public List<PatternEvent> takePatternEvents() {
    return patternEvents.take();
  }

  /** When something is to be said that waits for the received clock. */
  private static long waiting(KeyMemory memory) {
    return Math.min(memory.components().held().next(), memory.restating().next());
  }

  private void takeOff(Event event, KeyMemory memory, TimelineState state, Decisions decisions) {
    OptionalInt standing = standing(event, memory, state);
    if (standing.isPresent()) {
      remove(standing.getAsInt(), memory, state, decisions);
    }
  }

  private void takeIn(
      Candidate candidate, KeyMemory memory, TimelineState state, Decisions decisions) {
    Event event = candidate.event();
    OptionalInt standing = standing(event, memory, state);
    if (standing.isPresent()) {
      if (!Events.wins(event, memory.timeline().event(standing.getAsInt()).event())) {
        return;
      }
      remove(standing.getAsInt(), memory, state, decisions);
    }
    if (!hasRoom(EventKey.of(event), memory, state)) {
      return;
    }
    TimelineEvent fresh = new TimelineEvent(event, candidate.roles(), candidate.ingestedTime());
    Events.insert(memory, state, fresh);
    decisions.inserted(fresh);
  }

  private static void remove(
      int index, KeyMemory memory, TimelineState state, Decisions decisions) {
    TimelineEvent gone = memory.timeline().event(index);
    Events.remove(memory, state, index);
    decisions.removed(gone);
  }

  private static OptionalInt standing(Event event, KeyMemory memory, TimelineState state) {
    EventKey key = state.seen().get(Events.identity(event));
    return key == null ? OptionalInt.empty() : memory.timeline().indexOf(key);
  }

  /** Makes room for an event, or says that it is itself too early to be kept. */
  private boolean hasRoom(EventKey key, KeyMemory memory, TimelineState state) {
    EventKey evicted = memory.evicted();
    if (evicted != null && key.compareTo(evicted) <= 0) {
      return false;
    }
    Timeline timeline = memory.timeline();
    EventKey latestGone = null;
    boolean room = true;
    while (room && timeline.size() >= options.budget()) {
      EventKey first = timeline.key(0);
      room = first.compareTo(key) < 0;
      latestGone = room ? first : key;
      if (room) {
        Events.remove(memory, state, 0);
        if (memory.components().held().remove(first)) {
          state.completions().remove(first);
        }
      }
    }
    if (latestGone != null) {
      memory.setEvicted(latestGone);
      state.evicted().put(latestGone);
    }
    return room;
  }

  @Override
  public long onClock(
      String pattern,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    PatternRun run = run(pattern);
    KeyMemory memory = cache.get(run, group, state);
    publish(new Decisions(memory, receivedClock), memory, state, receivedClock, changed).restate();
    long next = new Expiry(memory, state, receivedClock).letGo();
    cache.settle(memory, state);
    return Math.min(waiting(memory), run.wakeUp(next));
  }

  @Override
  public boolean isLate(Candidate candidate, long receivedClock) {
    return PatternRun.passed(
        run(candidate.pattern()).eventDeadline(candidate.event().eventTime()), receivedClock);
  }

  @Override
  public boolean tracksProgress(String pattern) {
    return standings.tracks(pattern);
  }

  @Override
  public Standing standing(
      String pattern, List<String> group, TimelineState state, long receivedClock) {
    KeyMemory memory = cache.get(run(pattern), group, state);
    Standing standing = standings.of(memory, receivedClock);
    cache.settle(memory, state);
    return standing;
  }

  private PatternRun run(String pattern) {
    PatternRun run = runs.get(pattern);
    if (run == null) {
      throw new IllegalArgumentException("no pattern " + pattern);
    }
    return run;
  }
}
