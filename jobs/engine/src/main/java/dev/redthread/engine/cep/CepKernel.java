package dev.redthread.engine.cep;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Kernel;
import dev.redthread.engine.match.SequencePlan;
import dev.redthread.engine.match.Timeline;
import dev.redthread.engine.match.Times;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.jspecify.annotations.Nullable;

/** The run of one pattern's NFA over the timeline of one key. */
final class CepKernel implements Kernel {
  /**
   * A lost run is made again after so many events in order at the least, or a fraction of those
   * that have to be taken in again, so that disorder costs little.
   */
  private static final int PATIENCE = 4;

  private static final int FRACTION = 8;

  private final SequencePlan plan;
  private final NFA<TimelineEvent> nfa;
  private final CepKernels shared;
  private final long stepRoles;
  private final long innerRoles;
  private final long[] lastNegated;
  private @Nullable NFAState run;
  private List<Map<Object, Object>> maps = List.of();
  private long time;
  private long lastUntil;
  private long processedTime;
  private long rolesAtTime;
  private long silentUntil;
  private int waited;

  CepKernel(SequencePlan plan, NFA<TimelineEvent> nfa, CepKernels shared) {
    this.plan = plan;
    this.nfa = nfa;
    this.shared = shared;
    stepRoles = plan.mandatoryRoles();
    innerRoles = plan.innerRoles();
    lastNegated = new long[plan.mandatory().size()];
  }

  @Override
  public void lose() {
    run = null;
    maps = List.of();
    waited = 0;
  }

  @Override
  public Verdict follow(Timeline timeline, TimelineEvent newest) {
    if (run == null) {
      long newestTime = newest.event().eventTime();
      int from = timeline.from(Times.minus(newestTime, plan.timespan()));
      int events = timeline.size() - from;
      if (events > PATIENCE && ++waited <= Math.max(PATIENCE, events / FRACTION)) {
        return Verdict.UNKNOWN;
      }
      begin();
      EventKey newestKey = newest.key();
      for (int i = from; i < timeline.size(); i++) {
        if (!timeline.key(i).equals(newestKey)) {
          take(timeline.event(i));
        }
      }
    }
    return take(newest);
  }

  private void begin() {
    run = nfa.createInitialNFAState();
    maps = shared.store().newMaps();
    time = Long.MIN_VALUE;
    processedTime = Long.MIN_VALUE;
    rolesAtTime = 0;
    silentUntil = Long.MIN_VALUE;
    Arrays.fill(lastNegated, Long.MIN_VALUE);
    lastUntil = Long.MIN_VALUE;
  }

  private Verdict take(TimelineEvent event) {
    long now = event.event().eventTime();
    boolean tied = now == time;
    rolesAtTime = tied ? rolesAtTime | event.roles() : event.roles();
    if (tied && matters(rolesAtTime)) {
      silentUntil = Times.plus(now, plan.timespan());
    }
    boolean completes = (event.roles() & stepRoles) != 0 && process(event, now);
    time = now;
    if ((event.roles() & plan.until().roles()) != 0) {
      lastUntil = now;
    }
    if ((event.roles() & innerRoles) != 0) {
      for (int step = 1; step < lastNegated.length; step++) {
        if ((event.roles() & plan.mandatory().get(step).negated()) != 0) {
          lastNegated[step] = now;
        }
      }
    }
    if (tied || now <= silentUntil) {
      return Verdict.UNKNOWN;
    }
    return completes ? Verdict.COMPLETES : Verdict.DOES_NOT;
  }

  /** Whether the order within a group of equal times can decide anything. */
  private boolean matters(long roles) {
    int steps = 0;
    for (SequencePlan.Mandatory step : plan.mandatory()) {
      if ((roles & step.roles()) != 0) {
        steps++;
      }
    }
    return steps > 1 || (steps == 1 && (roles & innerRoles) != 0);
  }

  private boolean process(TimelineEvent event, long now) {
    NFAState state = Objects.requireNonNull(run);
    shared.store().switchTo(maps);
    try (SharedBufferAccessor<TimelineEvent> accessor = shared.buffer().getAccessor()) {
      if (now != processedTime) {
        new Pruning(plan, state, lastNegated, lastUntil, now).prune(accessor);
        processedTime = now;
      }
      nfa.advanceTime(accessor, state, now, CepPattern.SKIP);
      return !nfa.process(accessor, state, event, now, CepPattern.SKIP, () -> 0L).isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException("an NFA on the heap cannot fail", e);
    }
  }
}
