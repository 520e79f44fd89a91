package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every chain that is legal in one total order of the events. */
final class MandatoryChains {
  private final RefShape.Sequence sequence;
  private final List<RefStep> mandatory;
  private final List<RefEvent> order;
  private final Map<String, List<Placed>> plain = new HashMap<>();
  private final Set<Chain> found;

  private MandatoryChains(RefShape.Sequence sequence, List<RefEvent> order, Set<Chain> found) {
    this.sequence = sequence;
    this.mandatory =
        sequence.steps().stream().filter(step -> step.is(RefStep.Kind.MANDATORY)).toList();
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
    Map<String, RefEvent> known =
        Compared.known(mandatory, before.stream().map(Placed::fill).toList());
    List<Placed> ways = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      int last = place;
      Fill.at(order, place, step, known)
          .ifPresent(fill -> ways.add(new Placed(fill, order.indexOf(fill.first()), last)));
    }
    return ways;
  }

  /** A way to fill a step, with the places of its first event and its anchor in the order. */
  private record Placed(Fill fill, int first, int anchor) {}

  static void addTo(Set<Chain> found, RefShape.Sequence sequence, List<RefEvent> order) {
    new MandatoryChains(sequence, order, found).extend(new ArrayList<>());
  }

  private void extend(List<Placed> chosen) {
    if (chosen.size() == mandatory.size()) {
      Chain chain = new Chain(chosen.stream().map(Placed::fill).toList());
      if (isInTimespan(chain) && nothingForbidden(chain)) {
        found.add(chain);
      }
      return;
    }
    int next = chosen.size();
    for (Placed way : ways(mandatory.get(next), chosen)) {
      if (next == 0 || follows(chosen.get(next - 1), way, mandatory.get(next))) {
        chosen.add(way);
        extend(chosen);
        chosen.remove(next);
      }
    }
  }

  private boolean follows(Placed previous, Placed way, RefStep step) {
    boolean ordered =
        sequence.distinct() ? previous.anchor < way.first : previous.anchor <= way.first;
    Long within = step.within();
    return ordered
        && (within == null || way.fill.first().time() - previous.fill.anchor().time() <= within);
  }

  private boolean isInTimespan(Chain chain) {
    long first = chain.fills().get(0).first().time();
    return chain.completing().time() - first <= sequence.timespan();
  }

  private boolean nothingForbidden(Chain chain) {
    return Absences.of(sequence, chain).stream()
        .noneMatch(absence -> order.stream().anyMatch(absence::isRefutedBy));
  }
}
