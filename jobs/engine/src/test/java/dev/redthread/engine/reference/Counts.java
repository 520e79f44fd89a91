package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The kinds that do not look at order: single events and counts in sliding windows. */
final class Counts {

  private Counts() {}

  static List<RefCompletion> singles(RefPattern pattern, List<RefEvent> timeline) {
    List<RefCompletion> completions = new ArrayList<>();
    for (RefEvent event : timeline) {
      RefLink link = new RefLink(pattern.firstRule(event), event, true);
      completions.add(
          new RefCompletion(event, List.of(link), Set.of(event), Set.of(event), null, 0));
    }
    return completions;
  }

  static List<RefCompletion> completions(
      RefPattern pattern, RefShape.Count count, List<RefEvent> timeline) {
    List<RefCompletion> completions = new ArrayList<>();
    for (RefEvent event : timeline) {
      List<RefEvent> window =
          timeline.stream()
              .filter(other -> other.time() <= event.time())
              .filter(other -> event.time() - other.time() <= count.timespan())
              .toList();
      if (window.size() >= count.least()) {
        Set<RefEvent> all = Set.copyOf(window);
        List<RefLink> chain = chain(pattern, event, window, count.least());
        completions.add(new RefCompletion(event, chain, all, all, null, 0));
      }
    }
    return completions;
  }

  /** The event and the latest others of its window, as many as the threshold asks for. */
  private static List<RefLink> chain(
      RefPattern pattern, RefEvent event, List<RefEvent> window, int least) {
    List<RefEvent> others = window.stream().filter(other -> !other.equals(event)).toList();
    List<RefEvent> chosen =
        new ArrayList<>(others.subList(others.size() - (least - 1), others.size()));
    chosen.add(event);
    chosen.sort(RefEvent.ORDER);
    return chosen.stream().map(one -> new RefLink(pattern.firstRule(one), one, true)).toList();
  }
}
