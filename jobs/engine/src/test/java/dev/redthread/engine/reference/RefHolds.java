package dev.redthread.engine.reference;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A condition on which rules are there. */
public sealed interface RefHolds {

  /** The rule at a place is. */
  record Has(int rule) implements RefHolds {}

  /** The part does not hold. */
  record Not(RefHolds part) implements RefHolds {}

  /** At least so many of the parts hold. */
  record Some(int least, List<RefHolds> parts) implements RefHolds {
    public Some {
      parts = List.copyOf(parts);
    }
  }

  /** Whether it holds when just these rules are there. */
  default boolean test(Set<Integer> present) {
    if (this instanceof Has has) {
      return present.contains(has.rule);
    } else if (this instanceof Not not) {
      return !not.part.test(present);
    }
    Some some = (Some) this;
    int holding = 0;
    for (RefHolds part : some.parts) {
      holding += part.test(present) ? 1 : 0;
    }
    return holding >= some.least;
  }

  /** The rules under an odd number of {@code not}s. */
  default Set<Integer> negated(boolean negated) {
    Set<Integer> rules = new HashSet<>();
    if (this instanceof Has has && negated) {
      rules.add(has.rule);
    } else if (this instanceof Not not) {
      rules.addAll(not.part.negated(!negated));
    } else if (this instanceof Some some) {
      some.parts.forEach(part -> rules.addAll(part.negated(negated)));
    }
    return rules;
  }
}
