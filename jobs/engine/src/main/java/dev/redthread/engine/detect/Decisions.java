package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.PartialChain.Part;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Alternatives;
import dev.redthread.engine.match.ContinuedMatcher;
import dev.redthread.engine.match.Decision;
import dev.redthread.engine.match.Decision.Beyond;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Kernel;
import dev.redthread.engine.match.Kernel.Verdict;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    inserted.forEach(event -> touchAfterInsert(event, touched));
    removed.forEach(event -> touchAfterRemoval(event, touched));
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
      touchCompleted(event, touched);
      touched.each().stream().forEach(index -> decide(index, changes));
    }
    if (matcher.mayComplete(event.roles()) && verdict != Verdict.DOES_NOT) {
      decide(last, changes);
    }
    return changes.values();
  }

  /** All whose decision may have drawn on an event that is gone. */
  private void touchAfterRemoval(TimelineEvent event, Touched touched) {
    BitSet known = matcher.standsForWindow() ? null : matcher.touched(timeline, event);
    if (known != null) {
      known.stream().forEach(touched::add);
      return;
    }
    touchCompleted(event, touched);
    long refuted = Times.minus(event.event().eventTime(), matcher.refutesBack(event.roles()));
    int from = Math.max(matcher.touchedFrom(timeline, event), timeline.from(refuted));
    touch(from, endOfReach(event), touched);
  }

  private int endOfReach(TimelineEvent event) {
    return timeline.after(Times.plus(event.event().eventTime(), matcher.reachAhead(event.roles())));
  }

  private void touch(int from, int to, Touched touched) {
    for (int i = from; i < to; i++) {
      if (matcher.mayComplete(timeline.roles(i))) {
        touched.add(i);
      }
    }
  }

  /**
   * Those before an event that complete: it may refute them or be attached to them. Others it does
   * not help, and what all that it cannot follow were decided with may have expired since.
   */
  private void touchCompleted(TimelineEvent event, Touched touched) {
    int end = timeline.from(event.event().eventTime());
    for (int i = matcher.touchedFrom(timeline, event); i < end; i++) {
      Completion completion = memory.components().completion(timeline.key(i));
      if (completion != null && matcher.mayFollow(event, completion)) {
        touched.add(i);
      }
    }
  }

  /** Of those whose decision may draw on an event the ones that it changes for what is known. */
  private void touchAfterInsert(TimelineEvent event, Touched touched) {
    BitSet known =
        matcher.standsForWindow() && (memory.run().hasPatternSteps() || !removed.isEmpty())
            ? null
            : matcher.touched(timeline, event);
    if (known != null) {
      known.stream().forEach(touched::add);
      restateNear(event);
      return;
    }
    int place = timeline.indexOf(event.key()).orElseThrow();
    Influence influence =
        memory.run().hasPatternSteps() || memory.run().pattern().isSegment() || !removed.isEmpty()
            ? Influence.ANY
            : matcher.influence(timeline, event, place);
    long time = event.event().eventTime();
    int end = endOfReach(event);
    touchCompleted(event, touched);
    if (influence.all()) {
      touch(timeline.from(time), end, touched);
      return;
    }
    touch(timeline.from(time), place + 1, touched);
    long begins = Math.min(time, influence.begins());
    touched.addInRow(
        influence.helpedFrom(),
        end,
        head -> isOf(influence.roles(), head.event()) && matcher.mayHelp(begins, head));
    boolean taken =
        !influence.beyond().equals(Beyond.NOTHING) && memory.components().arrives(event.key());
    touchHelped(influence, place, taken ? Math.min(end, influence.beyond().place()) : end, touched);
    if (influence.hurts()) {
      touchHurt(event, end, touched);
    }
    restateNear(event);
  }

  private void restateNear(TimelineEvent event) {
    if (matcher.standsForWindow()) {
      memory.components().near(event.key()).ifPresent(restated::add);
    }
  }

  private void touchHelped(Influence influence, int place, int end, Touched touched) {
    int searches = matcher.searches(timeline);
    int next = matcher.nextHelped(timeline, place, influence, influence.helpedFrom());
    while (next < end && searches > 0) {
      boolean may = (timeline.roles(next) & influence.roles()) != 0;
      if (may && mayImprove(place, next, influence.begins())) {
        touched.addBeside(next, end);
        searches--;
      }
      next = matcher.nextHelped(timeline, place, influence, next + 1);
    }
    if (next < end) {
      matcher.abandon();
    }
  }

  private void touchHurt(TimelineEvent event, int end, Touched touched) {
    long time = event.event().eventTime();
    boolean later = matcher.hurtsOnlyLater(event.roles());
    int from = timeline.from(time);
    touched.addInRow(
        from, end, head -> matcher.mayHurt(time, head) && !(later && begins(head, time)));
    int next = timeline.nextHurt(time, from);
    while (next < end) {
      Completion now = later ? memory.components().completion(timeline.key(next)) : null;
      if (now == null || !begins(now, time)) {
        touched.addBeside(next, end);
      }
      next = timeline.nextHurt(time, next + 1);
    }
  }

  /** Whether the chain of a completion begins at a time or before. */
  private boolean begins(Completion completion, long time) {
    return matcher.helped(completion) <= time;
  }

  private boolean isOf(long roles, EventKey event) {
    OptionalInt place = timeline.indexOf(event);
    return place.isEmpty() || (timeline.roles(place.getAsInt()) & roles) != 0;
  }

  /** Whether a completing event may have another chain by an event that was just put in place. */
  private boolean mayImprove(int place, int completing, long begins) {
    Completion now = memory.components().completion(timeline.key(completing));
    if (now != null && timeline.helped(completing) > begins) {
      return false;
    }
    return (now != null && memory.components().rows().isFollowed(timeline.key(completing)))
        || matcher.mayImprove(timeline, place, completing, now);
  }

  private void decide(Touched touched, Map<EventKey, Change> changes) {
    PatternRun run = memory.run();
    if (run.isStep() || run.pattern().isSegment() || !matcher.decidesByEnds(timeline)) {
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
    long hurt = decided.isEmpty() && now != null ? matcher.hurt(now) : decision.hurt();
    timeline.decided(index, decision.helped(), hurt);
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
        || inserted.stream().anyMatch(event -> isPartOf(event, now));
  }

  private boolean isPartOf(TimelineEvent event, Completion completion) {
    ContinuedMatcher continued = memory.run().continued();
    return completion.chain().stream().anyMatch(part -> part.event().equals(event.key()))
        || (continued != null && continued.isStart(event, completion));
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
    if (removed.stream().anyMatch(event -> isPartOf(event, before))) {
      return null;
    }
    return inserted.stream().anyMatch(event -> matcher.refutes(timeline, event, before))
        ? null
        : before;
  }
}
