package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every chain that is legal in one total order of the events. */
final class MandatoryChains {
  private final RefShape.Sequence sequence;
  private final List<RefStep> mandatory;
  private final List<RefEvent> order;
  private final Set<Chain> found;

  private MandatoryChains(RefShape.Sequence sequence, List<RefEvent> order, Set<Chain> found) {
    this.sequence = sequence;
    this.mandatory =
        sequence.steps().stream().filter(step -> step.is(RefStep.Kind.MANDATORY)).toList();
    this.order = order;
    this.found = found;
  }

  static void addTo(Set<Chain> found, RefShape.Sequence sequence, List<RefEvent> order) {
    new MandatoryChains(sequence, order, found).extend(new ArrayList<>());
  }

  private void extend(List<Fill> fills) {
    if (fills.size() == mandatory.size()) {
      Chain chain = new Chain(fills);
      if (isInTimespan(chain) && nothingForbidden(chain)) {
        found.add(chain);
      }
      return;
    }
    RefStep step = mandatory.get(fills.size());
    for (int place = 0; place < order.size(); place++) {
      Fill.at(order, place, step)
          .filter(fill -> fills.isEmpty() || follows(fills.get(fills.size() - 1), fill, step))
          .ifPresent(
              fill -> {
                fills.add(fill);
                extend(fills);
                fills.remove(fills.size() - 1);
              });
    }
  }

  private boolean follows(Fill previous, Fill fill, RefStep step) {
    int before = order.indexOf(previous.anchor());
    int after = order.indexOf(fill.first());
    boolean ordered = sequence.distinct() ? before < after : before <= after;
    Long within = step.within();
    return ordered && (within == null || fill.first().time() - previous.anchor().time() <= within);
  }

  private boolean isInTimespan(Chain chain) {
    long first = chain.fills().get(0).first().time();
    return chain.completing().time() - first <= sequence.timespan();
  }

  /** Whether no event of a {@code not} lies strictly between that step's mandatory neighbours. */
  private boolean nothingForbidden(Chain chain) {
    int before = -1;
    for (RefStep step : sequence.steps()) {
      if (step.is(RefStep.Kind.MANDATORY)) {
        before++;
      } else if (step.is(RefStep.Kind.NOT)) {
        long from = chain.fills().get(before).anchor().time();
        long to = chain.fills().get(before + 1).first().time();
        if (order.stream()
            .anyMatch(e -> e.matches(step.rules()) && from < e.time() && e.time() < to)) {
          return false;
        }
      }
    }
    return true;
  }
}
