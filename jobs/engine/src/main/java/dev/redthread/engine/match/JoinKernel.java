package dev.redthread.engine.match;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import java.util.Arrays;
import java.util.List;

/**
 * Follows a sequence whose steps compare events by one number for each step, and one for each value
 * that is compared: the latest time at which a chain up to there may have begun. It asks less than
 * the sequence does (of a repetition one event, of other expressions and of absences nothing), so
 * it never misses what completes.
 *
 * <p><i>Cost:</i> an event costs the number of steps, and for each comparison of two steps a search
 * by value, however many events there are.
 */
public final class JoinKernel implements Kernel {
  private static final long NEVER = Long.MIN_VALUE;

  /** As with Flink CEP, a run that was lost is made again when that is worth it. */
  private static final int PATIENCE = 4;

  private static final int FRACTION = 8;
  private static final int LEAST_KEPT = 1_000;

  private final SequencePlan plan;
  private final int last;
  private final List<Begun> begunBy;
  private final long[] begun;
  private final long[] anchored;
  private boolean running;
  private int waited;
  private int swept;

  public JoinKernel(SequencePlan plan) {
    this.plan = plan;
    last = plan.last();
    begun = new long[last + 1];
    anchored = new long[last + 1];
    begunBy = plan.pairs().stream().map(Begun::of).toList();
  }

  @Override
  public void lose() {
    running = false;
    waited = 0;
    begunBy.forEach(Begun::clear);
  }

  @Override
  public Verdict follow(Timeline timeline, TimelineEvent newest) {
    long time = newest.event().eventTime();
    if (!running) {
      int from = timeline.from(Times.minus(time, plan.timespan()));
      int events = timeline.size() - from;
      if (events > PATIENCE && ++waited <= Math.max(PATIENCE, events / FRACTION)) {
        return Verdict.UNKNOWN;
      }
      running = true;
      Arrays.fill(begun, NEVER);
      Arrays.fill(anchored, NEVER);
      for (int group = from; group < timeline.from(time); ) {
        int end = timeline.after(timeline.time(group));
        take(timeline, group, end);
        group = end;
      }
    }
    long completes = take(timeline, timeline.from(time), timeline.size());
    sweep(Times.minus(time, plan.timespan()));
    long earliest = Math.max(Times.minus(time, plan.timespan()), timeline.time(0));
    return completes >= earliest ? Verdict.COMPLETES : Verdict.DOES_NOT;
  }

  /** Takes in all events of one time; says when a chain that one of them completes may begin. */
  private long take(Timeline timeline, int from, int to) {
    long completes = NEVER;
    for (int step = 0; step <= last; step++) {
      for (int i = from; i < to; i++) {
        if ((timeline.roles(i) & plan.mandatory().get(step).roles()) != 0) {
          long begins = begins(step, timeline, i);
          if (begins != NEVER) {
            reached(step, begins, timeline.event(i));
            completes = step == last ? Math.max(completes, begins) : completes;
          }
        }
      }
    }
    return completes;
  }

  /** The latest beginning of a chain whose step an event fills. */
  private long begins(int step, Timeline timeline, int place) {
    for (Join join : plan.mandatory().get(step).joins()) {
      if (join.lastBefore() < 0 && !join.holds(timeline, place, other -> place)) {
        return NEVER;
      }
    }
    long time = timeline.time(place);
    if (step == 0) {
      return time;
    }
    SequencePlan.Fill fill = plan.mandatory().get(step).fill();
    if (fill.isPlain() && Times.minus(time, fill.within()) > anchored[step - 1]) {
      return NEVER;
    }
    long begins = begun[step - 1];
    for (Begun begunWith : begunBy) {
      if (begunWith.pair().later() == step) {
        long latest = NEVER;
        for (Value value : begunWith.pair().laterField().values(timeline.event(place))) {
          latest = Math.max(latest, begunWith.latest(value));
        }
        begins = Math.min(begins, latest);
      }
    }
    return begins;
  }

  private void reached(int step, long begins, TimelineEvent event) {
    begun[step] = Math.max(begun[step], begins);
    anchored[step] = event.event().eventTime();
    for (Begun begunWith : begunBy) {
      if (begunWith.pair().earlier() == step) {
        for (Value value : begunWith.pair().earlierField().values(event)) {
          begunWith.add(value, begins);
        }
      }
    }
  }

  /** Lets go of values whose chains are too long ago, when there are many. */
  private void sweep(long earliest) {
    int kept = begunBy.stream().mapToInt(Begun::size).sum();
    if (kept > Math.max(LEAST_KEPT, 2 * swept)) {
      begunBy.forEach(begunWith -> begunWith.forget(earliest));
      swept = begunBy.stream().mapToInt(Begun::size).sum();
    }
  }
}
