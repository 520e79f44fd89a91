package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which rules of a list have events in its order, found by trying all choices. */
final class InOrder {
  private static final Comparator<Link> EARLIEST =
      Comparator.<Link>comparingLong(link -> link.event.time())
          .thenComparingInt(link -> link.rule)
          .thenComparing(link -> link.event, RefEvent.ORDER);

  private InOrder() {}

  private record Link(int rule, RefEvent event) {}

  /**
   * The longest choice that ends with an event: of several the one that begins the latest, and then
   * goes on the earliest.
   */
  static List<RefLink> longest(
      List<RefShape.Temporal.Named> rules, RefEvent last, List<RefEvent> window) {
    List<List<Link>> choices = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (last.matches(rules.get(rule).rules())) {
        collect(rules, window, List.of(new Link(rule, last)), choices);
      }
    }
    return choices.stream().min(InOrder::compare).orElse(List.of()).stream()
        .map(link -> new RefLink(rules.get(link.rule).name(), link.event, true))
        .toList();
  }

  /** A choice, and all that have more before it. */
  private static void collect(
      List<RefShape.Temporal.Named> rules,
      List<RefEvent> window,
      List<Link> choice,
      List<List<Link>> choices) {
    choices.add(choice);
    Link next = choice.get(0);
    for (int rule = 0; rule < next.rule; rule++) {
      for (RefEvent event : window) {
        if (event.matches(rules.get(rule).rules()) && event.time() <= next.event.time()) {
          List<Link> longer = new ArrayList<>(List.of(new Link(rule, event)));
          longer.addAll(choice);
          collect(rules, window, longer, choices);
        }
      }
    }
  }

  private static int compare(List<Link> one, List<Link> other) {
    int order = Integer.compare(other.size(), one.size());
    if (order == 0) {
      order = Long.compare(other.get(0).event.time(), one.get(0).event.time());
    }
    for (int i = 0; i < one.size() && order == 0; i++) {
      order = EARLIEST.compare(one.get(i), other.get(i));
    }
    return order;
  }
}
