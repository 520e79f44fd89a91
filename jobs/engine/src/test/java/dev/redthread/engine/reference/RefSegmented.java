package dev.redthread.engine.reference;

import java.util.List;
import java.util.Set;

/**
 * A sequence whose key changes along the chain.
 *
 * @param pattern the whole chain, without a group; its rules are places, one for each step
 * @param rules for each step, the names of which one must be among an event's rules
 * @param keys for each key in turn, the fields on which its part of the chain is joined
 * @param keyOf for each step, which key it is joined on
 */
public record RefSegmented(
    RefPattern pattern, List<Set<String>> rules, List<List<String>> keys, List<Integer> keyOf) {
  public RefSegmented {
    rules = List.copyOf(rules);
    keys = List.copyOf(keys);
    keyOf = List.copyOf(keyOf);
  }

  /** Whether a step must have the next key as well: the last before it changes. */
  boolean isPivot(int step) {
    return step + 1 < keyOf.size() && keyOf.get(step + 1) > keyOf.get(step);
  }
}
