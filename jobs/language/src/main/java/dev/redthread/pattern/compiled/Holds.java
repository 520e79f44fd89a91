package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A condition on which rules have an event in a window. */
public sealed interface Holds extends Serializable {

  /** The rule at a place of {@link Shape.Temporal#rules()} has one. */
  record Has(int rule) implements Holds {}

  /**
   * So many of all rules have one each, in the order of the list, the last being the completing
   * event.
   *
   * @param of how many rules there are
   */
  record InOrder(int least, int of) implements Holds {}

  /** The part does not hold. */
  record Not(Holds part) implements Holds {}

  /** So many of the parts hold at least: 1 for {@code or}, all for {@code and}. */
  record Some(int least, List<Holds> parts) implements Holds {
    public Some {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Whether it holds.
   *
   * @param present which rules have an event
   * @param inOrder whether so many of the rules, at least, have one in the order of the list
   */
  default boolean test(IntPredicate present, IntPredicate inOrder) {
    if (this instanceof Has has) {
      return present.test(has.rule);
    } else if (this instanceof InOrder order) {
      return inOrder.test(order.least);
    } else if (this instanceof Not not) {
      return !not.part.test(present, inOrder);
    }
    Some some = (Some) this;
    return some.parts.stream().filter(part -> part.test(present, inOrder)).count() >= some.least;
  }

  /** Whether it asks for an order. */
  default boolean isOrdered() {
    return this instanceof InOrder
        || (this instanceof Not not && not.part.isOrdered())
        || (this instanceof Some some && some.parts.stream().anyMatch(Holds::isOrdered));
  }

  /** The rules of which an event may make it not hold. */
  default Set<Integer> negated() {
    Set<Integer> rules = new TreeSet<>();
    collect(this, false, rules);
    return rules;
  }

  private static void collect(Holds holds, boolean negated, Set<Integer> rules) {
    if (holds instanceof Has has) {
      if (negated) {
        rules.add(has.rule);
      }
    } else if (holds instanceof InOrder order) {
      if (negated) {
        IntStream.range(0, order.of).forEach(rules::add);
      }
    } else if (holds instanceof Not not) {
      collect(not.part, !negated, rules);
    } else if (holds instanceof Some some) {
      some.parts.forEach(part -> collect(part, negated, rules));
    }
  }
}
