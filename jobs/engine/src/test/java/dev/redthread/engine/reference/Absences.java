package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What may not have happened for a chain to be legal, and when that is decided.
 *
 * @param from where it begins
 * @param fromIncluded whether an event at that time counts
 * @param to where it ends
 * @param toIncluded whether an event at that time counts
 * @param bound the end of what matters in event time, from which its deadline is counted
 */
record Absences(
    Set<Integer> rules, long from, boolean fromIncluded, long to, boolean toIncluded, long bound) {

  /** The absences of a sequence around one chain. */
  static List<Absences> of(RefShape.Sequence sequence, Chain chain) {
    List<Absences> absences = new ArrayList<>();
    long first = chain.first();
    long last = chain.completing().time();
    for (int place = 0; place < sequence.steps().size(); place++) {
      RefStep step = sequence.steps().get(place);
      if (step.is(RefStep.Kind.NOT)) {
        absences.add(
            switch (sequence.side(place)) {
              case LEADING -> {
                long reach = Objects.requireNonNull(step.within());
                yield new Absences(step.rules(), first - reach, true, first, false, first);
              }
              case BETWEEN -> {
                long next = chain.beginsAfter(place);
                long previous = Objects.requireNonNull(chain.endBefore(place));
                yield new Absences(step.rules(), previous, false, next, false, next);
              }
              case TRAILING -> {
                long end = last + Objects.requireNonNull(step.within());
                yield new Absences(step.rules(), last, false, end, true, end);
              }
            });
      }
    }
    if (!sequence.until().isEmpty()) {
      absences.add(new Absences(sequence.until(), first, false, last, false, last));
    }
    return absences;
  }

  boolean isRefutedBy(RefEvent event) {
    boolean begun = event.time() > from || (fromIncluded && event.time() == from);
    boolean over = event.time() > to || (!toIncluded && event.time() == to);
    return begun && !over && event.matches(rules);
  }

  /** When everything that could refute it has been received. */
  long deadline(RefPattern pattern) {
    return bound
        + rules.stream()
            .mapToLong(rule -> pattern.rules().get(rule).maxDelay())
            .max()
            .orElseThrow();
  }
}
