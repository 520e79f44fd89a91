package dev.redthread.engine.match;

import java.util.ArrayList;
import java.util.List;

/**
 * What the optional steps of a chain must satisfy, and other steps with them. What involves a step
 * that is not attached asks nothing.
 */
final class AttachedJoins {
  private final SequencePlan plan;
  private final Timeline timeline;
  private final EventChain chain;

  AttachedJoins(SequencePlan plan, Timeline timeline, EventChain chain) {
    this.plan = plan;
    this.timeline = timeline;
    this.chain = chain;
  }

  /** Whether an event satisfies what an optional step asks of it and of mandatory steps. */
  boolean allows(int place, int event) {
    for (Join join : plan.attached()) {
      if (join.own() == ~place
          && optional(join).size() == 1
          && !join.holds(timeline, event, this::anchor)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether an optional step can be anchored at an event beside those of the set that are placed:
   * they are placed from the last to the first.
   */
  boolean allowsAnchor(int place, int event, List<Integer> set) {
    for (Join join : plan.attached()) {
      List<Integer> optional = optional(join);
      if (optional.get(0) == place && set.containsAll(optional) && !holds(join, place, event)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it matters to steps before a step where that is placed, other than by its time. */
  boolean dependsOnEarlier(int place, List<Integer> set) {
    for (Join join : plan.attached()) {
      List<Integer> optional = optional(join);
      if (optional.contains(place) && optional.get(0) < place && set.containsAll(optional)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(Join join, int place, int event) {
    if (join.own() == ~place) {
      return join.holds(timeline, event, this::anchor);
    }
    int[] own =
        join.own() >= 0
            ? chain.mandatory(join.own())
            : new int[] {chain.optionalAnchor(~join.own())};
    for (int each : own) {
      if (!join.holds(timeline, each, step -> step == ~place ? event : anchor(step))) {
        return false;
      }
    }
    return true;
  }

  /** Whether an event beyond the least number satisfies what its step asks. */
  boolean allowsExtra(int step, int event) {
    if (step >= 0) {
      for (Join join : plan.mandatory().get(step).joins()) {
        if (!join.holds(timeline, event, this::anchor)) {
          return false;
        }
      }
    }
    for (Join join : plan.attached()) {
      if (join.own() == step
          && optional(join).stream().allMatch(place -> chain.optional(place) != null)
          && !join.holds(timeline, event, this::anchor)) {
        return false;
      }
    }
    return true;
  }

  private int anchor(int step) {
    return step >= 0 ? chain.anchor(step) : chain.optionalAnchor(~step);
  }

  /** The optional steps it involves, in the order of the file. */
  private List<Integer> optional(Join join) {
    List<Integer> optional = new ArrayList<>(2);
    for (int place = 0; place < plan.optional().size(); place++) {
      if (join.involves(~place)) {
        optional.add(place);
      }
    }
    return optional;
  }
}
