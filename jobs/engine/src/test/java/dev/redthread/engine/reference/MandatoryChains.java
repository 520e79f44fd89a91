package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Every chain that is legal in one total order of the events. */
final class MandatoryChains {
  private final RefShape.Sequence sequence;
  private final List<RefStep> mandatory;
  private final List<Integer> elements;
  private final List<RefEvent> order;
  private final Map<String, List<Placed>> plain = new HashMap<>();
  private final Set<Chain> found;

  private MandatoryChains(RefShape.Sequence sequence, List<RefEvent> order, Set<Chain> found) {
    this.sequence = sequence;
    this.mandatory =
        sequence.steps().stream().filter(step -> step.is(RefStep.Kind.MANDATORY)).toList();
    elements = sequence.mandatoryElements();
    this.order = order;
    this.found = found;
  }

  /** Every way to fill a step after others; where they do not matter it is looked for once. */
  private List<Placed> ways(RefStep step, List<Placed> before) {
    return step.where().isEmpty()
        ? plain.computeIfAbsent(step.name(), any -> waysAfter(step, List.of()))
        : waysAfter(step, before);
  }

  private List<Placed> waysAfter(RefStep step, List<Placed> before) {
    Map<String, RefEvent> known = known(before);
    List<Placed> ways = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      int last = place;
      List<Fill> fills =
          step.group() == null
              ? Fill.at(order, place, step, known).stream().toList()
              : Fill.anyAt(order, place, step, known);
      fills.forEach(fill -> ways.add(new Placed(fill, order.indexOf(fill.first()), last)));
    }
    return ways;
  }

  private Map<String, RefEvent> known(List<Placed> before) {
    return Compared.known(mandatory, before.stream().map(Placed::fill).toList());
  }

  /** A way to fill a step, with the places of its first event and its anchor in the order. */
  private record Placed(Fill fill, int first, int anchor) {}

  static void addTo(Set<Chain> found, RefShape.Sequence sequence, List<RefEvent> order) {
    new MandatoryChains(sequence, order, found).extend(new ArrayList<>());
  }

  private void extend(List<Placed> chosen) {
    if (chosen.size() == mandatory.size()) {
      RefEvent last = order.get(chosen.stream().mapToInt(Placed::anchor).max().orElseThrow());
      Chain chain = new Chain(chosen.stream().map(Placed::fill).toList(), elements, last);
      if (isInTimespan(chain) && takesLatest(chosen) && nothingForbidden(chain)) {
        found.add(chain);
      }
      return;
    }
    int next = chosen.size();
    for (Placed way : ways(mandatory.get(next), chosen)) {
      if (follows(chosen, way)) {
        chosen.add(way);
        extend(chosen);
        chosen.remove(next);
      }
    }
  }

  /** Whether it comes after all elements before its own, and keeps away from the others of it. */
  private boolean follows(List<Placed> chosen, Placed way) {
    int own = elements.get(chosen.size());
    for (int i = 0; i < chosen.size(); i++) {
      Placed other = chosen.get(i);
      boolean fits;
      if (elements.get(i) == own) {
        fits = Collections.disjoint(other.fill.events(), way.fill.events());
      } else {
        fits = sequence.distinct() ? other.anchor < way.first : other.anchor <= way.first;
      }
      if (!fits) {
        return false;
      }
    }
    Long within = mandatory.get(chosen.size()).within();
    int before =
        elements.stream()
            .filter(element -> element < own)
            .max(Comparator.naturalOrder())
            .orElse(-1);
    return within == null
        || before < 0
        || IntStream.range(0, chosen.size())
            .filter(i -> elements.get(i) == before)
            .mapToLong(i -> chosen.get(i).fill.anchor().time())
            .anyMatch(time -> way.fill.first().time() - time <= within);
  }

  /** Whether repetitions in groups leave out only what another step of the group takes. */
  private boolean takesLatest(List<Placed> chosen) {
    for (int i = 0; i < chosen.size(); i++) {
      RefStep step = mandatory.get(i);
      if (step.group() != null) {
        Set<RefEvent> taken = new HashSet<>();
        for (int j = 0; j < chosen.size(); j++) {
          if (elements.get(j).equals(elements.get(i))) {
            taken.addAll(chosen.get(j).fill.events());
          }
        }
        Map<String, RefEvent> known = known(chosen.subList(0, i));
        if (order.subList(chosen.get(i).first, chosen.get(i).anchor).stream()
            .anyMatch(event -> Fill.fits(event, step, known) && !taken.contains(event))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isInTimespan(Chain chain) {
    return chain.completing().time() - chain.first() <= sequence.timespan();
  }

  private boolean nothingForbidden(Chain chain) {
    return Absences.of(sequence, chain).stream()
        .noneMatch(absence -> order.stream().anyMatch(absence::isRefutedBy));
  }
}
