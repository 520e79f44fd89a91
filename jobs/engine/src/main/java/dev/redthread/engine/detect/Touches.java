package dev.redthread.engine.detect;

import dev.redthread.engine.Completion;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Decision.Beyond;
import dev.redthread.engine.match.Decision.Influence;
import dev.redthread.engine.match.Matcher;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.BitSet;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Finds which completing events an event touches that was put on a timeline or taken off it. */
final class Touches {
  private final KeyMemory memory;
  private final Matcher matcher;
  private final Timeline timeline;

  /** Whether something is gone that may have changed more than the chains that it was in. */
  private final boolean lost;

  private final Consumer<EventKey> restated;

  /**
   * @param removed what was taken off the timeline too
   * @param restated takes completions that are as they were, while the events they stand for are
   *     not
   */
  Touches(KeyMemory memory, Collection<TimelineEvent> removed, Consumer<EventKey> restated) {
    this.memory = memory;
    this.restated = restated;
    matcher = memory.run().matcher();
    timeline = memory.timeline();
    lost = removed.stream().anyMatch(event -> !matcher.losesOnlyItsChains(event.roles()));
  }

  /** All whose decision may have drawn on an event that is gone. */
  void afterRemoval(TimelineEvent event, Touched touched) {
    BitSet known = matcher.standsForWindow() ? null : matcher.touched(timeline, event);
    if (known != null) {
      known.stream().forEach(touched::add);
      return;
    }
    completed(event, touched);
    if (matcher.losesOnlyItsChains(event.roles())) {
      touchChainsOf(event, touched);
      return;
    }
    long refuted = Times.minus(event.event().eventTime(), matcher.refutesBack(event.roles()));
    int from = Math.max(matcher.touchedFrom(timeline, event), timeline.from(refuted));
    touch(from, endOfReach(event), touched);
  }

  /** Those that complete by an event that is gone. */
  private void touchChainsOf(TimelineEvent event, Touched touched) {
    long time = event.event().eventTime();
    int from = timeline.from(time);
    int end = endOfReach(event);
    touched.addInRow(from, end, head -> memory.run().isPartOf(event, head));
    for (int next = timeline.nextHelped(time, from);
        next < end;
        next = timeline.nextHelped(time, next + 1)) {
      Completion now = memory.components().completion(timeline.key(next));
      if (now != null && (memory.run().isPartOf(event, now) || memory.run().hasOthers(now))) {
        touched.addBeside(next, end);
      }
    }
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
  void completed(TimelineEvent event, Touched touched) {
    int end = timeline.from(event.event().eventTime());
    for (int i = matcher.touchedFrom(timeline, event); i < end; i++) {
      Completion completion = memory.components().completion(timeline.key(i));
      if (completion != null && matcher.mayFollow(event, completion)) {
        touched.add(i);
      }
    }
  }

  /** Of those whose decision may draw on an event the ones that it changes for what is known. */
  void afterInsert(TimelineEvent event, Touched touched) {
    BitSet known =
        matcher.standsForWindow() && (memory.run().hasPatternSteps() || lost)
            ? null
            : matcher.touched(timeline, event);
    if (known != null) {
      known.stream().forEach(touched::add);
      restateNear(event);
      return;
    }
    int place = timeline.indexOf(event.key()).orElseThrow();
    Influence influence =
        lost || (memory.run().hasPatternSteps() && matcher.standsForWindow())
            ? Influence.ANY
            : matcher.influence(timeline, event, place);
    long time = event.event().eventTime();
    int end = endOfReach(event);
    completed(event, touched);
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
      memory.components().near(event.key()).ifPresent(restated);
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
    return (now != null
            && (memory.run().hasOthers(now)
                || memory.components().rows().isFollowed(timeline.key(completing))))
        || matcher.mayImprove(timeline, place, completing, now);
  }
}
