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
        .extend(0, 0, new ArrayList<>(), new ArrayList<>(), new HashSet<>(chain.events()));
  }

  /** Where in the total order a step of an element begins and ends. */
  private record Placed(int element, int first, int last) {}

  /**
   * Decides step after step.
   *
   * @param place the step's place in the sequence
   * @param mandatory how many mandatory steps came before it
   * @param before the steps before that are there
   */
  private void extend(
      int place,
      int mandatory,
      List<Placed> before,
      List<@Nullable Fill> fills,
      Set<RefEvent> used) {
    if (place == sequence.steps().size()) {
      if (isInTimespan(used)) {
        found.add(new Attachment(fills));
      }
      return;
    }
    RefStep step = sequence.steps().get(place);
    switch (step.kind()) {
      case NOT -> extend(place + 1, mandatory, before, fills, used);
      case MANDATORY -> {
        Fill fill = chain.fills().get(mandatory);
        boolean satisfied =
            fill.events().stream()
                .allMatch(event -> Compared.fits(step, event, known(fills, mandatory)));
        Placed placed = placed(place, fill);
        if (satisfied && (!sequence.distinct() || follows(before, placed))) {
          before.add(placed);
          extend(place + 1, mandatory + 1, before, fills, used);
          before.remove(before.size() - 1);
        }
      }
      case OPTIONAL -> {
        fills.add(null);
        extend(place + 1, mandatory, before, fills, used);
        fills.remove(fills.size() - 1);
        attach(step, place, mandatory, before, fills, used);
      }
    }
  }

  private Placed placed(int place, Fill fill) {
    return new Placed(
        sequence.element(place), order.indexOf(fill.first()), order.indexOf(fill.anchor()));
  }

  /** Whether all that belongs to elements before stands before it. */
  private static boolean follows(List<Placed> before, Placed placed) {
    return before.stream()
        .allMatch(other -> other.element == placed.element || other.last < placed.first);
  }

  private void attach(
      RefStep step,
      int place,
      int mandatory,
      List<Placed> before,
      List<@Nullable Fill> fills,
      Set<RefEvent> used) {
    for (int i = 0; i < order.size(); i++) {
      Fill fill = Fill.at(order, i, step, known(fills, mandatory)).orElse(null);
      if (fill != null
          && follows(before, placed(place, fill))
          && Collections.disjoint(used, fill.events())
          && isWithin(step, sequence.element(place), fill)) {
        fills.add(fill);
        before.add(placed(place, fill));
        Set<RefEvent> more = new HashSet<>(used);
        more.addAll(fill.events());
        extend(place + 1, mandatory, before, fills, more);
        before.remove(before.size() - 1);
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

  /**
   * Its own bound from the mandatory element before, and those of the mandatory steps after it that
   * count from nothing else.
   */
  private boolean isWithin(RefStep step, int element, Fill fill) {
    Long own = step.within();
    Long end = chain.endBefore(element);
    if (own != null && end != null && fill.first().time() - end > own) {
      return false;
    }
    return chain.elements().contains(element)
        || chain.next(element).stream().allMatch(next -> isWithin(fill, next));
  }

  private boolean isWithin(Fill fill, int next) {
    Long bound = steps(RefStep.Kind.MANDATORY).get(next).within();
    return bound == null || chain.fills().get(next).first().time() - fill.anchor().time() <= bound;
  }

  private boolean isInTimespan(Set<RefEvent> used) {
    long first = used.stream().mapToLong(RefEvent::time).min().orElseThrow();
    long last = used.stream().mapToLong(RefEvent::time).max().orElseThrow();
    return last - first <= sequence.timespan();
  }
}
