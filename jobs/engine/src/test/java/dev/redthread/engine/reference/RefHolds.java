package dev.redthread.engine.reference;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A condition on which rules are there. */
public sealed interface RefHolds {

  /** The rule at a place is. */
  record Has(int rule) implements RefHolds {}

  /** So many of all rules are, in their order, up to the event whose window it is. */
  record InOrder(int least, int of) implements RefHolds {}

  /** The part does not hold. */
  record Not(RefHolds part) implements RefHolds {}

  /** At least so many of the parts hold. */
  record Some(int least, List<RefHolds> parts) implements RefHolds {
    public Some {
      parts = List.copyOf(parts);
    }
  }

  /** Whether it holds when just these rules are there, and so many of them in order. */
  default boolean test(Set<Integer> present, int inOrder) {
    if (this instanceof Has has) {
      return present.contains(has.rule);
    } else if (this instanceof InOrder order) {
      return inOrder >= order.least;
    } else if (this instanceof Not not) {
      return !not.part.test(present, inOrder);
    }
    Some some = (Some) this;
    int holding = 0;
    for (RefHolds part : some.parts) {
      holding += part.test(present, inOrder) ? 1 : 0;
    }
    return holding >= some.least;
  }

  /** Whether it asks for an order. */
  default boolean isOrdered() {
    return this instanceof InOrder
        || (this instanceof Not not && not.part.isOrdered())
        || (this instanceof Some some && some.parts.stream().anyMatch(RefHolds::isOrdered));
  }

  /** The rules under an odd number of {@code not}s. */
  default Set<Integer> negated(boolean negated) {
    Set<Integer> rules = new HashSet<>();
    if (this instanceof Has has && negated) {
      rules.add(has.rule);
    } else if (this instanceof InOrder order && negated) {
      IntStream.range(0, order.of).forEach(rules::add);
    } else if (this instanceof Not not) {
      rules.addAll(not.part.negated(!negated));
    } else if (this instanceof Some some) {
      some.parts.forEach(part -> rules.addAll(part.negated(negated)));
    }
    return rules;
  }
}
