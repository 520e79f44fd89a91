package dev.redthread.engine.progress;

import dev.redthread.engine.match.SequencePlan;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The events at which the first steps of a sequence may be reached, by one pass forward that never
 * leaves one out and seldom has one too many: it knows of the latest chain only, and does not ask
 * whether tied events are enough for all steps that want them.
 */
final class Candidates {
  private static final long NEVER = Long.MIN_VALUE;

  private final SequencePlan plan;
  private final Timeline timeline;
  private final int from;
  private final int steps;

  /** For each step and event the latest time at which a chain up to there may have begun. */
  private final long[][] begun;

  private final long[] anchored;
  private final long[] firstAnchored;
  private final long[] latestBegun;
  private final long[] negated;
  private final List<Deque<Long>> repeated = new ArrayList<>();
  private long until = NEVER;

  Candidates(SequencePlan plan, Timeline timeline, int from) {
    this.plan = plan;
    this.timeline = timeline;
    this.from = from;
    steps = plan.mandatory().size() - 1;
    begun = new long[steps][timeline.size() - from];
    anchored = never();
    firstAnchored = never();
    latestBegun = never();
    negated = never();
    for (int step = 0; step < steps; step++) {
      Arrays.fill(begun[step], NEVER);
      repeated.add(new ArrayDeque<>());
    }
    for (int group = from; group < timeline.size(); ) {
      int end = timeline.after(timeline.time(group));
      visit(group, end);
      group = end;
    }
  }

  private long[] never() {
    long[] times = new long[steps];
    Arrays.fill(times, NEVER);
    return times;
  }

  private void visit(int group, int end) {
    long time = timeline.time(group);
    long roles = 0;
    for (int i = group; i < end; i++) {
      roles |= timeline.roles(i);
      count(timeline.roles(i), time);
    }
    boolean shared = !plan.distinct() || end - group > 1;
    for (int i = 0; i < steps; i++) {
      int step = shared ? i : steps - 1 - i;
      if ((roles & plan.mandatory().get(step).roles()) != 0) {
        anchor(step, group, end);
      }
    }
    for (int step = 1; step < steps; step++) {
      if ((roles & plan.mandatory().get(step).negated()) != 0) {
        negated[step] = time;
      }
    }
    if ((roles & plan.until().roles()) != 0) {
      until = time;
    }
  }

  private void count(long roles, long time) {
    for (int step = 0; step < steps; step++) {
      SequencePlan.Fill fill = plan.mandatory().get(step).fill();
      if (!fill.isPlain() && (roles & fill.roles()) != 0) {
        Deque<Long> latest = repeated.get(step);
        latest.addLast(time);
        if (latest.size() > fill.least()) {
          latest.removeFirst();
        }
      }
    }
  }

  private void anchor(int step, int group, int end) {
    long time = timeline.time(group);
    long first = begins(step, time);
    if (first == NEVER || until > first || time - first > plan.timespan()) {
      return;
    }
    anchored[step] = time;
    firstAnchored[step] = firstAnchored[step] == NEVER ? time : firstAnchored[step];
    latestBegun[step] = Math.max(latestBegun[step], first);
    for (int i = group; i < end; i++) {
      if ((timeline.roles(i) & plan.mandatory().get(step).roles()) != 0) {
        begun[step][i - from] = first;
      }
    }
  }

  /** The latest beginning of a chain whose step is reached at a time. */
  private long begins(int step, long time) {
    SequencePlan.Fill fill = plan.mandatory().get(step).fill();
    if (!fill.isPlain()) {
      return beginsRepeated(step, fill, time);
    } else if (step == 0) {
      return time;
    }
    long before = anchored[step - 1];
    return before == NEVER || time - before > fill.within() || negated[step] > before
        ? NEVER
        : latestBegun[step - 1];
  }

  private long beginsRepeated(int step, SequencePlan.Fill fill, long time) {
    Deque<Long> latest = repeated.get(step);
    if (latest.size() < fill.least() || time - latest.getFirst() > fill.span()) {
      return NEVER;
    } else if (step == 0) {
      return latest.getFirst();
    }
    long before = firstAnchored[step - 1];
    return before == NEVER || before > latest.getFirst() ? NEVER : latestBegun[step - 1];
  }

  /** The events at which so many steps may be reached and gone on from, the latest key first. */
  Iterable<Integer> latestFirst(int reached, long maxDelay, long receivedClock) {
    List<Integer> found = new ArrayList<>();
    SequencePlan.Mandatory next = plan.mandatory().get(reached);
    long closed = Long.MAX_VALUE;
    long ended = Long.MAX_VALUE;
    for (int end = timeline.size(); end > from; ) {
      long time = timeline.time(end - 1);
      int group = Math.max(from, timeline.from(time));
      long roles = 0;
      for (int i = end - 1; i >= group; i--) {
        roles |= timeline.roles(i);
        long first = begun[reached - 1][i - from];
        if (first != NEVER) {
          long chance = Math.min(ended, Times.plus(first, plan.timespan()));
          if (next.fill().isPlain()) {
            chance = Math.min(chance, Math.min(closed, Times.plus(time, next.fill().within())));
          }
          if (Times.plus(chance, maxDelay) >= receivedClock) {
            found.add(i);
          }
        }
      }
      closed = (roles & next.negated()) != 0 ? time : closed;
      ended = (roles & plan.until().roles()) != 0 ? time : ended;
      end = group;
    }
    return found;
  }
}
