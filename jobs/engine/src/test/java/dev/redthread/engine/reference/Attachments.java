package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every way to attach optional steps to a chain in one total order of the events. */
final class Attachments {
  private final RefShape.Sequence sequence;
  private final Chain chain;
  private final List<RefEvent> order;
  private final Set<Attachment> found;

  private Attachments(
      RefShape.Sequence sequence, Chain chain, List<RefEvent> order, Set<Attachment> found) {
    this.sequence = sequence;
    this.chain = chain;
    this.order = order;
    this.found = found;
  }

  static void addTo(
      Set<Attachment> found, RefShape.Sequence sequence, Chain chain, List<RefEvent> order) {
    new Attachments(sequence, chain, order, found)
        .extend(0, 0, -1, new ArrayList<>(), new HashSet<>(chain.events()));
  }

  /**
   * Decides step after step.
   *
   * @param place the step's place in the sequence
   * @param mandatory how many mandatory steps came before it
   * @param last where in the total order the last event of the steps before stands
   */
  private void extend(
      int place, int mandatory, int last, List<@Nullable Fill> fills, Set<RefEvent> used) {
    if (place == sequence.steps().size()) {
      if (isInTimespan(used)) {
        found.add(new Attachment(fills));
      }
      return;
    }
    RefStep step = sequence.steps().get(place);
    switch (step.kind()) {
      case NOT -> extend(place + 1, mandatory, last, fills, used);
      case MANDATORY -> {
        Fill fill = chain.fills().get(mandatory);
        boolean satisfied =
            fill.events().stream()
                .allMatch(event -> Compared.fits(step, event, known(fills, mandatory)));
        if (satisfied && (!sequence.distinct() || last < order.indexOf(fill.first()))) {
          extend(place + 1, mandatory + 1, order.indexOf(fill.anchor()), fills, used);
        }
      }
      case OPTIONAL -> {
        fills.add(null);
        extend(place + 1, mandatory, last, fills, used);
        fills.remove(fills.size() - 1);
        attach(step, place, mandatory, last, fills, used);
      }
    }
  }

  private void attach(
      RefStep step,
      int place,
      int mandatory,
      int last,
      List<@Nullable Fill> fills,
      Set<RefEvent> used) {
    for (int i = last + 1; i < order.size(); i++) {
      Fill fill = Fill.at(order, i, step, known(fills, mandatory)).orElse(null);
      if (fill != null
          && last < order.indexOf(fill.first())
          && Collections.disjoint(used, fill.events())
          && isWithin(step, mandatory, fill)) {
        fills.add(fill);
        Set<RefEvent> more = new HashSet<>(used);
        more.addAll(fill.events());
        extend(place + 1, mandatory, i, fills, more);
        fills.remove(fills.size() - 1);
      }
    }
  }

  /** The last event of each step so far that is there. */
  private Map<String, RefEvent> known(List<@Nullable Fill> attached, int mandatory) {
    Map<String, RefEvent> known =
        Compared.known(steps(RefStep.Kind.MANDATORY), chain.fills().subList(0, mandatory));
    known.putAll(Compared.known(steps(RefStep.Kind.OPTIONAL), attached));
    return known;
  }

  private List<RefStep> steps(RefStep.Kind kind) {
    return sequence.steps().stream().filter(step -> step.is(kind)).toList();
  }

  /** Its own bound from the mandatory step before, and the bound of the mandatory step after it. */
  private boolean isWithin(RefStep step, int mandatory, Fill fill) {
    Long own = step.within();
    if (own != null
        && mandatory > 0
        && fill.first().time() - chain.fills().get(mandatory - 1).anchor().time() > own) {
      return false;
    }
    if (mandatory == chain.fills().size()) {
      return true;
    }
    RefStep next =
        sequence.steps().stream()
            .filter(other -> other.is(RefStep.Kind.MANDATORY))
            .toList()
            .get(mandatory);
    Long bound = next.within();
    return bound == null
        || chain.fills().get(mandatory).first().time() - fill.anchor().time() <= bound;
  }

  private boolean isInTimespan(Set<RefEvent> used) {
    long first = used.stream().mapToLong(RefEvent::time).min().orElseThrow();
    long last = used.stream().mapToLong(RefEvent::time).max().orElseThrow();
    return last - first <= sequence.timespan();
  }
}
