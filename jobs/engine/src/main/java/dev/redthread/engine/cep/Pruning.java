package dev.redthread.engine.cep;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.SequencePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;

/**
 * Drops partial matches that can go no further or that another one makes superfluous.
 *
 * <p>Of two that wait for the same step, the one that began later and took its last event later can
 * do all that the other can. What Flink's pattern does not know of, the bound of a step and the
 * negated events before it, is decided here before the next event enters.
 */
final class Pruning {
  private final SequencePlan plan;
  private final NFAState state;
  private final long[] lastNegated;
  private final long lastUntil;
  private final long now;

  /**
   * @param lastNegated for each step the time of the latest event negated before it
   * @param lastUntil the time of the latest event that ends the wait
   * @param now the time of the event that is about to enter, later than all before
   */
  Pruning(SequencePlan plan, NFAState state, long[] lastNegated, long lastUntil, long now) {
    this.plan = plan;
    this.state = state;
    this.lastNegated = lastNegated;
    this.lastUntil = lastUntil;
    this.now = now;
  }

  void prune(SharedBufferAccessor<TimelineEvent> accessor) throws Exception {
    Set<ComputationState> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, List<ComputationState>> kept = new HashMap<>();
    for (ComputationState partial : state.getPartialMatches()) {
      if (partial.getPreviousBufferEntry() == null) {
        continue;
      }
      if (isStuck(partial)) {
        gone.add(partial);
      } else {
        keep(
            partial,
            kept.computeIfAbsent(partial.getCurrentStateName(), name -> new ArrayList<>(2)),
            gone);
      }
    }
    if (gone.isEmpty()) {
      return;
    }
    state.getPartialMatches().removeIf(gone::contains);
    for (ComputationState partial : gone) {
      accessor.releaseNode(partial.getPreviousBufferEntry(), partial.getVersion());
    }
    state.setStateChanged();
  }

  private boolean isStuck(ComputationState partial) {
    if (lastUntil > partial.getStartTimestamp()) {
      return true;
    }
    int step = stepOf(partial.getCurrentStateName());
    if (step == 0) {
      return false;
    }
    long last = partial.getPreviousTimestamp();
    return now - last > plan.mandatory().get(step).fill().within() || lastNegated[step] > last;
  }

  /** The step a partial match waits for; 0 within the repetition that begins the sequence. */
  private int stepOf(String name) {
    for (int step = plan.last(); step > 0; step--) {
      if (name.equals(Integer.toString(step))) {
        return step;
      }
    }
    return 0;
  }

  private static void keep(
      ComputationState partial, List<ComputationState> kept, Set<ComputationState> gone) {
    for (ComputationState other : kept) {
      if (dominates(other, partial)) {
        gone.add(partial);
        return;
      }
    }
    kept.removeIf(
        other -> {
          boolean superfluous = dominates(partial, other);
          if (superfluous) {
            gone.add(other);
          }
          return superfluous;
        });
    kept.add(partial);
  }

  private static boolean dominates(ComputationState one, ComputationState other) {
    return one.getStartTimestamp() >= other.getStartTimestamp()
        && one.getPreviousTimestamp() >= other.getPreviousTimestamp();
  }
}
