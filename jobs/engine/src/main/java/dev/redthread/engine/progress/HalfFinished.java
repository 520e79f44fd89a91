package dev.redthread.engine.progress;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.SequencePlan;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the farthest step of one sequence that is reached and may still be gone on from; of several
 * chains that reach it the one with the latest last event.
 *
 * <p><i>Cost:</i> one pass over the timeline, another one back for each step, and a decision for
 * each chain that may be the answer, nearly always the first; with steps in any order a decision
 * for each event that may be the last, and each choice of steps of a group.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class HalfFinished {
  /** The first step that counts: one event by itself is not the beginning of anything yet. */
  public static final int LEAST = 2;

  /** How many chains are decided for one answer at the most. */
  private static final int MOST_TRIES = 1_000;

  private final SequencePlan plan;
  private final long maxDelay;
  private final List<List<Part>> parts = new ArrayList<>();

  private HalfFinished(
      CompiledPattern pattern, Shape.Sequence shape, SequencePlan plan, PatternSet set) {
    this.plan = plan;
    maxDelay = pattern.maxDelay();
    for (int steps = LEAST; steps < plan.mandatory().size(); steps++) {
      parts.add(Part.of(pattern, shape, plan, steps, set));
    }
  }

  /**
   * Of a pattern that can be half-finished: a sequence of three mandatory steps or more. Of one
   * whose key changes only the first part is.
   */
  public static Optional<HalfFinished> of(CompiledPattern pattern, PatternSet set) {
    if (pattern.shape() instanceof Shape.Sequence sequence && set.goesOnFrom(pattern).isEmpty()) {
      SequencePlan plan = SequencePlan.of(pattern, sequence, set);
      if (plan.mandatory().size() > LEAST) {
        return Optional.of(new HalfFinished(pattern, sequence, plan, set));
      }
    }
    return Optional.empty();
  }

  /** How many mandatory steps the sequence has. */
  public int steps() {
    return plan.mandatory().size();
  }

  /**
   * What was reached.
   *
   * @param step the number of mandatory steps
   * @param anchor the event at which the last of them was reached
   * @param chain the events that fill them
   * @param expires until when, on the received clock, an event may come that goes on from here
   */
  public record Reached(int step, EventKey anchor, List<ChainPart> chain, long expires) {}

  /**
   * The farthest step.
   *
   * @param completed when the pattern was last completed; a chain counts when it began later
   * @param receivedClock everything received up to then has been seen
   */
  public Optional<Reached> farthest(Timeline timeline, long completed, long receivedClock) {
    int from = timeline.after(completed);
    if (timeline.size() == from) {
      return Optional.empty();
    }
    Candidates candidates = plan.isGrouped() ? null : new Candidates(plan, timeline, from);
    for (int steps = plan.mandatory().size() - 1; steps >= LEAST; steps--) {
      Iterable<Integer> places =
          candidates == null
              ? latestFirst(timeline, from, receivedClock)
              : candidates.latestFirst(steps, maxDelay, receivedClock);
      Optional<Reached> reached = latest(timeline, from, places, steps, completed, receivedClock);
      if (reached.isPresent()) {
        return reached;
      }
    }
    return Optional.empty();
  }

  /** The events from which on a chain may still be received, the latest first. */
  private Iterable<Integer> latestFirst(Timeline timeline, int from, long receivedClock) {
    List<Integer> places = new ArrayList<>();
    long earliest = Times.minus(Times.minus(receivedClock, maxDelay), plan.timespan());
    for (int i = timeline.size() - 1; i >= from && timeline.time(i) >= earliest; i--) {
      places.add(i);
    }
    return places;
  }

  private Optional<Reached> latest(
      Timeline timeline,
      int from,
      Iterable<Integer> places,
      int steps,
      long completed,
      long receivedClock) {
    List<Part> possible =
        parts.get(steps - LEAST).stream().filter(part -> part.isPossible(timeline, from)).toList();
    int tries = MOST_TRIES;
    for (int index : places) {
      for (Part part : possible) {
        if (!part.matcher().mayComplete(timeline.roles(index))) {
          continue;
        }
        if (tries-- <= 0) {
          return Optional.empty();
        }
        Optional<Completion> decided = part.matcher().decide(timeline, index).completion();
        if (decided.isPresent()) {
          List<ChainPart> chain =
              decided.get().chain().stream().filter(ChainPart::binding).toList();
          long first = begins(chain);
          long chance = part.lastChance(timeline, chain, first, timeline.time(index));
          long expires = Times.plus(chance, maxDelay);
          if (first > completed && expires >= receivedClock && receivedClock != Long.MAX_VALUE) {
            return Optional.of(new Reached(steps, timeline.key(index), chain, expires));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The event time of a chain's first event. */
  public static long begins(List<ChainPart> chain) {
    return chain.stream().mapToLong(part -> part.event().eventTime()).min().orElseThrow();
  }
}
