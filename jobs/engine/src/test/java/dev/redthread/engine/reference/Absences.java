package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What may not have happened for a chain to be legal, and when that is decided.
 *
 * @param step what forbids its events; {@code until} has no comparisons
 * @param known the last event of each mandatory step
 * @param from where it begins
 * @param fromIncluded whether an event at that time counts
 * @param to where it ends
 * @param toIncluded whether an event at that time counts
 * @param bound the end of what matters in event time, from which its deadline is counted
 */
record Absences(
    RefStep step,
    Map<String, RefEvent> known,
    long from,
    boolean fromIncluded,
    long to,
    boolean toIncluded,
    long bound) {

  /** The absences of a sequence around one chain. */
  static List<Absences> of(RefShape.Sequence sequence, Chain chain) {
    List<Absences> absences = new ArrayList<>();
    long first = chain.first();
    long last = chain.completing().time();
    Map<String, RefEvent> known =
        Compared.known(
            sequence.steps().stream().filter(step -> step.is(RefStep.Kind.MANDATORY)).toList(),
            chain.fills());
    for (int place = 0; place < sequence.steps().size(); place++) {
      RefStep step = sequence.steps().get(place);
      if (step.is(RefStep.Kind.NOT)) {
        absences.add(
            switch (sequence.side(place)) {
              case LEADING -> {
                long reach = Objects.requireNonNull(step.within());
                yield new Absences(step, known, first - reach, true, first, false, first);
              }
              case BETWEEN -> {
                long next = chain.beginsAfter(place);
                long previous = Objects.requireNonNull(chain.endBefore(place));
                yield new Absences(step, known, previous, false, next, false, next);
              }
              case TRAILING -> {
                long end = last + Objects.requireNonNull(step.within());
                yield new Absences(step, known, last, false, end, true, end);
              }
            });
      }
    }
    if (!sequence.until().isEmpty()) {
      RefStep until = new RefStep("until", sequence.until(), RefStep.Kind.NOT, 0, 1, 1, null, null);
      absences.add(new Absences(until, known, first, false, last, false, last));
    }
    return absences;
  }

  boolean isRefutedBy(RefEvent event) {
    boolean begun = event.time() > from || (fromIncluded && event.time() == from);
    boolean over = event.time() > to || (!toIncluded && event.time() == to);
    return begun && !over && Fill.fits(event, step, known);
  }

  /** When everything that could refute it has been received. */
  long deadline(RefPattern pattern) {
    return bound
        + step.rules().stream()
            .mapToLong(rule -> pattern.rules().get(rule).maxDelay())
            .max()
            .orElseThrow();
  }
}
