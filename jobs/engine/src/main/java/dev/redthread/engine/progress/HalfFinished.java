package dev.redthread.engine.progress;

import dev.redthread.engine.Completion;
import dev.redthread.engine.Completion.ChainPart;
import dev.redthread.engine.EventKey;
import dev.redthread.engine.match.SequenceMatcher;
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
 * each chain that may be the answer, nearly always the first.
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
  private final List<SequenceMatcher> matchers = new ArrayList<>();

  private HalfFinished(SequencePlan plan, long maxDelay) {
    this.plan = plan;
    this.maxDelay = maxDelay;
    for (int steps = LEAST; steps < plan.mandatory().size(); steps++) {
      matchers.add(new SequenceMatcher(plan.first(steps)));
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
        return Optional.of(new HalfFinished(plan, pattern.maxDelay()));
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
    Candidates candidates = new Candidates(plan, timeline, from);
    int[] tries = {MOST_TRIES};
    for (int steps = plan.mandatory().size() - 1; steps >= LEAST; steps--) {
      Optional<Reached> reached =
          latest(timeline, candidates, steps, completed, receivedClock, tries);
      if (reached.isPresent()) {
        return reached;
      }
    }
    return Optional.empty();
  }

  private Optional<Reached> latest(
      Timeline timeline,
      Candidates candidates,
      int steps,
      long completed,
      long receivedClock,
      int[] tries) {
    for (int index : candidates.latestFirst(steps, maxDelay, receivedClock)) {
      if (tries[0]-- <= 0) {
        return Optional.empty();
      }
      Optional<Completion> decided =
          matchers.get(steps - LEAST).decide(timeline, index).completion();
      if (decided.isPresent()) {
        List<ChainPart> chain = decided.get().chain().stream().filter(ChainPart::binding).toList();
        long first = begins(chain);
        long expires =
            Times.plus(lastChance(timeline, steps, first, timeline.time(index)), maxDelay);
        if (first > completed && expires >= receivedClock && receivedClock != Long.MAX_VALUE) {
          return Optional.of(new Reached(steps, timeline.key(index), chain, expires));
        }
      }
    }
    return Optional.empty();
  }

  /** The event time of a chain's first event. */
  public static long begins(List<ChainPart> chain) {
    return chain.stream().mapToLong(part -> part.event().eventTime()).min().orElseThrow();
  }

  /**
   * The latest event time at which the next step may go on. Where that repeats, its first events
   * may be there already; then only the timespan and {@code until} end the wait.
   */
  private long lastChance(Timeline timeline, int steps, long first, long anchor) {
    long until = anchor > first ? anchor : Times.plus(anchor, 1);
    long chance =
        Math.min(
            Times.plus(first, plan.timespan()),
            firstOf(plan.until().roles(), timeline, timeline.from(until)));
    SequencePlan.Mandatory next = plan.mandatory().get(steps);
    if (!next.fill().isPlain()) {
      return chance;
    }
    chance = Math.min(chance, Times.plus(anchor, next.fill().within()));
    return Math.min(chance, firstOf(next.negated(), timeline, timeline.after(anchor)));
  }

  /** When the first event with any of these roles happened, or the end of time. */
  private static long firstOf(long roles, Timeline timeline, int from) {
    for (int i = from; roles != 0 && i < timeline.size(); i++) {
      if ((timeline.roles(i) & roles) != 0) {
        return timeline.time(i);
      }
    }
    return Long.MAX_VALUE;
  }
}
