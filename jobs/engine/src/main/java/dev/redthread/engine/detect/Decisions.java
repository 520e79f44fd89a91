package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.PartialChain.Part;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Alternatives;
import dev.redthread.engine.match.ContinuedMatcher;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Kernel;
import dev.redthread.engine.match.Kernel.Verdict;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides anew the completions that events put on a timeline or taken off can have changed, and
 * those that the received clock lets take part in findings.
 */
final class Decisions {
  private final KeyMemory memory;
  private final long receivedClock;
  private final Matcher matcher;
  private final Timeline timeline;
  private final List<TimelineEvent> inserted = new ArrayList<>(1);
  private final List<TimelineEvent> removed = new ArrayList<>(0);
  private final List<EventKey> restated = new ArrayList<>(0);
  private boolean anew;

  Decisions(KeyMemory memory, long receivedClock) {
    this.memory = memory;
    this.receivedClock = receivedClock;
    matcher = memory.run().matcher();
    timeline = memory.timeline();
  }

  void inserted(TimelineEvent event) {
    inserted.add(event);
  }

  void removed(TimelineEvent event) {
    removed.add(event);
  }

  Collection<Change> changes() {
    if (memory.components().held().next() > receivedClock) {
      return decided();
    }
    Map<EventKey, Change> changes = new TreeMap<>();
    released().forEach(change -> changes.put(change.event(), change));
    decided().forEach(change -> changes.put(change.event(), change));
    return changes.values();
  }

  /** Decides the whole timeline, as another form of the pattern does. */
  Collection<Change> anew() {
    anew = true;
    NavigableMap<EventKey, Change> changes = new TreeMap<>();
    for (Completion before : memory.components().completions()) {
      EventKey event = before.event();
      OptionalInt index = timeline.indexOf(event);
      boolean may = index.isPresent() && matcher.mayComplete(timeline.roles(index.getAsInt()));
      if (!may && !memory.reachesEvicted(event.eventTime())) {
        changes.put(event, new Change(event, before, null));
      }
    }
    for (int i = 0; i < timeline.size(); i++) {
      if (matcher.mayComplete(timeline.roles(i))) {
        decide(i, changes);
      }
    }
    return changes.values();
  }

  /** Completions that take part from now on, without those of which something went for room. */
  private List<Change> released() {
    return memory.components().held().due(receivedClock).stream()
        .map(held -> new Change(held.event(), held, isKept(held) ? held.held(false) : null))
        .toList();
  }

  private boolean isKept(Completion completion) {
    ContinuedMatcher continued = memory.run().continued();
    Set<EventKey> handedOver =
        continued == null
            ? Set.of()
            : continued
                .before(timeline, completion)
                .map(chain -> chain.parts().stream().map(Part::key).collect(Collectors.toSet()))
                .orElse(Set.of());
    return completion.chain().stream()
        .map(ChainPart::event)
        .allMatch(event -> timeline.indexOf(event).isPresent() || handedOver.contains(event));
  }

  private Collection<Change> decided() {
    if (inserted.isEmpty() && removed.isEmpty()) {
      return List.of();
    }
    boolean onlyInserted = removed.isEmpty() && inserted.size() == 1;
    Verdict verdict = onlyInserted ? follow(inserted.get(0)) : lose();
    if (onlyInserted && isLast(inserted.get(0))) {
      return inOrder(inserted.get(0), verdict);
    }
    Touched touched = new Touched(timeline, memory.components().rows());
    Touches touches = touches();
    inserted.forEach(event -> touches.afterInsert(event, touched));
    removed.forEach(event -> touches.afterRemoval(event, touched));
    NavigableMap<EventKey, Change> changes = new TreeMap<>();
    for (TimelineEvent event : removed) {
      Completion before = memory.components().completion(event.key());
      if (before != null) {
        changes.put(event.key(), new Change(event.key(), before, null));
      }
    }
    decide(touched, changes);
    return changes.values();
  }

  /** Completions that are as they were, while the events they stand for are not. */
  List<EventKey> restated() {
    return restated;
  }

  private Touches touches() {
    return new Touches(memory, removed, restated::add);
  }

  private Verdict follow(TimelineEvent event) {
    Kernel kernel = memory.kernel();
    if (kernel == null) {
      return Verdict.UNKNOWN;
    }
    if (event.event().eventTime() < timeline.time(timeline.size() - 1)) {
      return lose();
    }
    return kernel.follow(timeline, event);
  }

  private Verdict lose() {
    Kernel kernel = memory.kernel();
    if (kernel != null && !(inserted.isEmpty() && removed.isEmpty())) {
      kernel.lose();
    }
    return Verdict.UNKNOWN;
  }

  private boolean isLast(TimelineEvent event) {
    int last = timeline.size() - 1;
    return timeline.key(last).equals(event.key())
        && (last == 0 || timeline.time(last - 1) < event.event().eventTime());
  }

  private Collection<Change> inOrder(TimelineEvent event, Verdict verdict) {
    NavigableMap<EventKey, Change> changes = new TreeMap<>();
    int last = timeline.size() - 1;
    if (matcher.reachBack(event.roles()) > 0) {
      Touched touched = new Touched(timeline, memory.components().rows());
      touches().completed(event, touched);
      touched.each().stream().forEach(index -> decide(index, changes));
    }
    if (matcher.mayComplete(event.roles()) && verdict != Verdict.DOES_NOT) {
      decide(last, changes);
    }
    return changes.values();
  }

  private void decide(Touched touched, Map<EventKey, Change> changes) {
    PatternRun run = memory.run();
    if (!removed.isEmpty()
        || run.isStep()
        || run.pattern().isSegment()
        || run.hasPatternSteps()
        || !matcher.decidesByEnds(timeline)) {
      touched.each().stream().forEach(index -> decide(index, changes));
      return;
    }
    new ByEnds(
            matcher,
            timeline,
            memory.components().rows(),
            (decision, index) -> take(index, decision, changes))
        .decide(touched, (now, last) -> takeStretch(now, last, changes));
  }

  private void takeStretch(Completion now, EventKey last, Map<EventKey, Change> changes) {
    Completion before = memory.components().completion(now.event());
    changes.put(now.event(), new Change(now.event(), last, before, now));
  }

  private void decide(int index, Map<EventKey, Change> changes) {
    take(index, matcher.decide(timeline, index), changes);
  }

  private void take(int index, Decision decision, Map<EventKey, Change> changes) {
    EventKey key = timeline.key(index);
    Completion before = memory.components().completion(key);
    Optional<Completion> decided = decision.completion().map(this::settled);
    Completion now =
        decided.isPresent() ? held(bridged(decided.get(), before), before) : kept(before, decision);
    if (now != null && memory.run().hasOthers(now)) {
      timeline.decided(index, Long.MIN_VALUE, Long.MIN_VALUE);
    } else {
      long hurt = decided.isEmpty() && now != null ? matcher.hurt(now) : decision.hurt();
      timeline.decided(index, decision.helped(), hurt);
    }
    Change earlier = changes.get(key);
    if (earlier != null) {
      before = earlier.before();
    }
    if (now == null ? before != null : !now.equals(before)) {
      changes.put(key, new Change(key, before, now));
    } else {
      changes.remove(key);
      if (now != null && (matcher.standsForWindow() || isToldAnew(now))) {
        restated.add(key);
      }
    }
  }

  /** Whether what was said of a completion may be otherwise although its chain is the same. */
  private boolean isToldAnew(Completion now) {
    boolean segment = memory.run().pattern().isSegment();
    if (!segment && memory.run().continued() == null) {
      return false;
    }
    return (segment && Alternatives.maySplit(now.chain(), now.event()))
        || Stream.of(inserted, removed)
            .flatMap(List::stream)
            .anyMatch(event -> memory.run().isPartOf(event, now));
  }

  private Completion settled(Completion completion) {
    return memory.run().hasPatternSteps()
        ? PatternEvents.settled(completion, matcher, timeline)
        : completion;
  }

  /**
   * A completion that took part before goes on as long as it is the same, unless it did so for a
   * form that may not have waited for what this one waits for.
   */
  private Completion held(Completion now, @Nullable Completion before) {
    boolean goesOn = !anew && now.equals(before);
    return now.held(!goesOn && memory.run().isHeld(now, receivedClock));
  }

  private static Completion bridged(Completion now, @Nullable Completion before) {
    return before == null || before.bridge().isEmpty() ? now : now.bridgedTo(before.bridge());
  }

  /**
   * A completion whose events went because of the budget stands until something contradicts it, and
   * so does one for which another chain was looked for in vain until the search was given up.
   */
  private @Nullable Completion kept(@Nullable Completion before, Decision decision) {
    if (before == null
        || ((decision.known() || anew) && !memory.reachesEvicted(before.event().eventTime()))) {
      return null;
    }
    if (removed.stream().anyMatch(event -> memory.run().isPartOf(event, before))) {
      return null;
    }
    return inserted.stream().anyMatch(event -> matcher.refutes(timeline, event, before))
        ? null
        : before;
  }
}
