package dev.redthread.engine.detect;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Detector;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.Standing;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.TimelineState;
import dev.redthread.engine.Trouble;
import dev.redthread.engine.cep.CepKernels;
import dev.redthread.engine.match.Timeline;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Fingerprint;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The detector that decides on timelines.
 *
 * <p><i>Cost:</i> an event in order that completes nothing costs one write; a late one decides anew
 * what it can have changed.
 *
 * <p><i>Thread safety:</i> none.
 */
final class TimelineDetector implements Detector {
  private final Clock clock;
  private final DetectorOptions options;
  private final @Nullable CepKernels kernels;
  private final UnaryOperator<PatternRun> altered;
  private final KeyCache cache;
  private final PatternEvents patternEvents = new PatternEvents();
  private Map<String, PatternRun> runs = Map.of();
  private Standings standings;
  private Renewal renewal;

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
    this.altered = altered;
    this.clock = clock;
    this.options = options;
    kernels = options.cepKernel() ? new CepKernels() : null;
    cache = new KeyCache(options);
    standings = standings(patterns);
    renewal = new Renewal(patterns);
    runs = runs(patterns, Map.of());
  }

  @Override
  public void change(PatternSet patterns, Map<String, Long> completeSince) {
    runs = runs(patterns, completeSince);
    cache.retain(this::isInForce);
    standings = standings(patterns);
    renewal = new Renewal(patterns);
  }

  private boolean isInForce(PatternRun run) {
    PatternRun now = runs.get(run.pattern().id());
    return now != null && now.form().equals(run.form());
  }

  /** What decides each pattern: the same as before where the pattern is. */
  private Map<String, PatternRun> runs(PatternSet patterns, Map<String, Long> completeSince) {
    Map<String, Fingerprint> fingerprints = Fingerprint.of(patterns);
    Map<String, PatternRun> now = new HashMap<>();
    for (CompiledPattern pattern : patterns.patterns()) {
      String id = pattern.id();
      Decided form =
          new Decided(Objects.requireNonNull(fingerprints.get(id)), completeSince.get(id));
      PatternRun before = runs.get(id);
      now.put(
          id,
          before != null && before.form().equals(form)
              ? before
              : altered.apply(
                  PatternRun.of(pattern, patterns, kernels, form, options.evaluation())));
    }
    return now;
  }

  private Standings standings(PatternSet patterns) {
    return new Standings(options.progress() ? patterns : new PatternSet(List.of(), List.of()));
  }

  @Override
  public long onCandidate(
      Candidate candidate, TimelineState state, long receivedClock, Consumer<Finding> changed) {
    KeyMemory memory =
        memory(run(candidate.pattern()), candidate.group(), state, receivedClock, changed);
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
      letGo(memory, state, receivedClock);
    }
    cache.settle(memory, state);
    return Math.min(waiting(memory), late ? deadline : memory.run().wakeUp(deadline));
  }

  /** The state of a key, decided anew before if its pattern has changed. */
  private KeyMemory memory(
      PatternRun run,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    KeyMemory memory = cache.get(run, group, state);
    return Renewal.isDue(memory) ? renewed(memory, state, receivedClock, changed) : memory;
  }

  private KeyMemory renewed(
      KeyMemory memory, TimelineState state, long receivedClock, Consumer<Finding> changed) {
    Decided before = memory.decided();
    Decided form = memory.run().form();
    if (Renewal.groupsOtherwise(before, form)) {
      Renewal.forget(state);
      return readAgain(memory, state);
    }
    boolean matchesLike = before != null && before.matchesLike(form);
    KeyMemory now = memory;
    if (!matchesLike) {
      renewal.screen(memory, state);
      now = readAgain(memory, state);
    }
    decide(now, new Decided(form.fingerprint(), completeSince(before, form)), state);
    Collection<Change> changes = matchesLike ? List.of() : new Decisions(now, receivedClock).anew();
    Ledger ledger = new Ledger(now, state, clock, options.budget(), receivedClock, changed);
    if (now.run().isStep()) {
      patternEvents.say(changes, List.of(), now);
    }
    ledger.renew(changes);
    if (now.run().isStep()) {
      patternEvents.sayAgain(now);
    }
    return now;
  }

  /** A form that nobody said came into force while events were read did so before now. */
  private @Nullable Long completeSince(@Nullable Decided before, Decided form) {
    if (before != null && before.matchesLike(form)) {
      return before.completeSince();
    }
    return form.completeSince() != null || before == null
        ? form.completeSince()
        : Long.valueOf(clock.millis());
  }

  private KeyMemory readAgain(KeyMemory memory, TimelineState state) {
    KeyMemory again = cache.reread(memory, state);
    state.resized(memory.timeline().size(), again.timeline().size());
    return again;
  }

  private static void decide(KeyMemory memory, Decided decided, TimelineState state) {
    memory.setDecided(decided);
    state.decided().put(decided);
  }

  @Override
  public boolean stands(String pattern, Decided decided) {
    return decided.standsBy(run(pattern).form());
  }

  @Override
  public boolean isStale(String pattern, List<String> group, TimelineState state) {
    PatternRun run = run(pattern);
    Decided decided = state.decided().get();
    if (decided != null) {
      return !decided.standsBy(run.form());
    }
    if (state.undecidedIsEmpty()) {
      return false;
    }
    KeyMemory memory = cache.get(run, group, state);
    boolean stale = !memory.isEmpty();
    cache.settle(memory, state);
    return stale;
  }

  @Override
  public Optional<Candidate> screened(Candidate candidate) {
    long roles = renewal.roles(candidate.pattern(), candidate.event(), candidate.group());
    return roles == 0 && !candidate.retracted()
        ? Optional.empty()
        : Optional.of(candidate.withRoles(roles));
  }

  @Override
  public long renew(
      String pattern,
      List<String> group,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    KeyMemory memory = cache.get(run(pattern), group, state);
    KeyMemory now = renewed(memory, state, receivedClock, changed);
    long next = letGo(now, state, receivedClock);
    cache.settle(now, state);
    return Math.min(waiting(now), now.run().wakeUp(next));
  }

  /** Lets go of what has passed. */
  private static long letGo(KeyMemory memory, TimelineState state, long receivedClock) {
    long next = new Expiry(memory, state, receivedClock).letGo();
    if (next == Long.MAX_VALUE && memory.decided() != null && memory.isEmpty()) {
      memory.setDecided(null);
      state.decided().clear();
    }
    return next;
  }

  private Ledger publish(
      Decisions decisions,
      KeyMemory memory,
      TimelineState state,
      long receivedClock,
      Consumer<Finding> changed) {
    Collection<Change> changes = decisions.changes();
    if (memory.run().isStep()) {
      patternEvents.say(changes, decisions.restated(), memory);
    }
    Ledger ledger = new Ledger(memory, state, clock, options.budget(), receivedClock, changed);
    ledger.apply(changes, decisions.restated());
    return ledger;
  }

  @Override
  public List<PatternEvent> takePatternEvents() {
    return patternEvents.take();
  }

  @Override
  public List<Trouble> takeTroubles(String pattern) {
    return run(pattern).matcher().takeTroubles();
  }

  @Override
  public boolean isOff(String pattern) {
    return run(pattern).matcher().isOff();
  }

  @Override
  public int takeAbandoned(String pattern) {
    return run(pattern).matcher().takeAbandoned();
  }

  /** When something is to be said that waits for the received clock. */
  private static long waiting(KeyMemory memory) {
    return Math.min(memory.components().held().next(), memory.restating().next());
  }

  private void takeOff(Event event, KeyMemory memory, TimelineState state, Decisions decisions) {
    OptionalInt standing = standing(event, memory);
    if (standing.isPresent()) {
      remove(standing.getAsInt(), memory, state, decisions);
    }
  }

  private void takeIn(
      Candidate candidate, KeyMemory memory, TimelineState state, Decisions decisions) {
    Event event = candidate.event();
    OptionalInt standing = standing(event, memory);
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
    if (memory.decided() == null) {
      decide(memory, memory.run().form(), state);
    }
    decisions.inserted(fresh);
  }

  private void remove(int index, KeyMemory memory, TimelineState state, Decisions decisions) {
    TimelineEvent gone = memory.timeline().event(index);
    if (memory.run().pattern().isSegment()) {
      patternEvents.takeBack(gone.key(), memory);
    }
    Events.remove(memory, state, index);
    decisions.removed(gone);
  }

  private static OptionalInt standing(Event event, KeyMemory memory) {
    EventKey key = memory.identities().find(event);
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
    KeyMemory memory = memory(run, group, state, receivedClock, changed);
    publish(new Decisions(memory, receivedClock), memory, state, receivedClock, changed).restate();
    long next = letGo(memory, state, receivedClock);
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
