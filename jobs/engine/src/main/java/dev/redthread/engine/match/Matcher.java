package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.Trouble;
import dev.redthread.engine.match.Decision.Influence;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which events of a timeline complete one pattern. */
public interface Matcher {

  /** Whether an event with these roles could complete the pattern at all. */
  boolean mayComplete(long roles);

  /** Whether the event at a place completes the pattern, and by which chain. */
  Decision decide(Timeline timeline, int index);

  /**
   * How many searches for a chain were given up as too long since this was last asked: each may
   * have missed one, or a better one.
   */
  default int takeAbandoned() {
    return 0;
  }

  /** What went wrong in code of others since this was last asked. */
  default List<Trouble> takeTroubles() {
    return List.of();
  }

  /** Whether nothing is decided any more, since code of others took too long. */
  default boolean isOff() {
    return false;
  }

  /**
   * Whether an event that was just put at a place may give a completing event a chain, or a better
   * one than it has.
   *
   * @param now how it completes, or null if it does not
   */
  default boolean mayImprove(
      Timeline timeline, int place, int completing, @Nullable Completion now) {
    return true;
  }

  /**
   * The first place from one on whose event the event that was just put at a place may help, by its
   * influence and what was remembered; the size of the timeline when there is none.
   */
  default int nextHelped(Timeline timeline, int place, Influence influence, int from) {
    return timeline.nextHelped(influence.wakes(), from);
  }

  /** How many events of a timeline may be decided anew because another event may help them. */
  default int searches(Timeline timeline) {
    return Integer.MAX_VALUE;
  }

  /** Counts that events were not decided anew because they were more than that. */
  default void abandon() {}

  /**
   * The places of all events whose decision an event may change that was put on the timeline or,
   * but where completions stand for windows, taken off it; null where that is told by its influence
   * and by what they were decided with.
   */
  default @Nullable BitSet touched(Timeline timeline, TimelineEvent event) {
    return null;
  }

  /**
   * What an event that was just put on the timeline may change of those at its time and later, as
   * far as it is not said by what they were decided with.
   */
  Influence influence(Timeline timeline, TimelineEvent event, int place);

  /**
   * The earliest time at which an event may change the chain of a completion that is as it was
   * decided once.
   */
  default long helped(Completion completion) {
    return Long.MIN_VALUE;
  }

  /** Whether an event at a time may change the chain of a completion. */
  default boolean mayHelp(long time, Completion completion) {
    return helped(completion) <= time;
  }

  /** Whether an event at a time may refute a completion. */
  default boolean mayHurt(long time, Completion completion) {
    return hurt(completion) <= time;
  }

  /**
   * Whether an event with these roles that is taken off the timeline changes only what completes by
   * a chain with it, which begins no later.
   */
  default boolean losesOnlyItsChains(long roles) {
    return false;
  }

  /** Whether an event with these roles refutes no chain that begins before it, or with it. */
  default boolean hurtsOnlyLater(long roles) {
    return false;
  }

  /**
   * Whether all completing events of a timeline between two that complete by the same chain, but
   * for the completing event itself, do so too.
   */
  default boolean decidesByEnds(Timeline timeline) {
    return false;
  }

  /**
   * Whether no event before one that does not complete does so either, on a timeline that {@link
   * #decidesByEnds}.
   */
  default boolean endsInVain(Timeline timeline, int index) {
    return false;
  }

  /**
   * The step whose late events are taken over by completions that are not decided anew for them;
   * null where there is none.
   */
  default @Nullable SharedStep sharedStep() {
    return null;
  }

  /** The earliest time at which an event may refute a completion that is as it was decided once. */
  default long hurt(Completion completion) {
    return Long.MIN_VALUE;
  }

  /**
   * How far before an event lie the earliest completions that it may change, in milliseconds: more
   * than 0 only where something after the completing event is attached or refutes.
   */
  long reachBack(long roles);

  /** How far before an event lie the earliest events that it may keep from completing. */
  default long refutesBack(long roles) {
    return 0;
  }

  /** Whether an event after a completing one may be attached to its chain, or refute it. */
  default boolean mayFollow(TimelineEvent event, Completion completion) {
    return true;
  }

  /** The first place on a timeline whose completion an event may change. */
  default int touchedFrom(Timeline timeline, TimelineEvent event) {
    return timeline.from(Times.minus(event.event().eventTime(), reachBack(event.roles())));
  }

  /** How far after an event lie the latest completions that it may change, in milliseconds. */
  long reachAhead(long roles);

  /**
   * How far before a completing event anything is looked at, in milliseconds: the greatest {@link
   * #reachAhead}.
   */
  long looksBack();

  /** How far after a completing event anything is waited for, in milliseconds. */
  long looksAhead();

  /**
   * Whether a completion waits until its {@link Completion#settlesAt()} before it takes part in
   * findings.
   */
  boolean settles();

  /** Whether an event contradicts a completion by lying where it does, whatever else is known. */
  boolean refutes(Timeline timeline, TimelineEvent event, Completion completion);

  /**
   * Whether a completion stands for all events of its window, so that what is shown of it changes
   * with them though the completion does not.
   */
  boolean standsForWindow();
}
