package dev.redthread.engine.reference;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Events for each mandatory step, in the order of the steps. */
record Chain(List<Fill> fills) {

  private static final Comparator<RefEvent> BY_NAME =
      Comparator.comparing(RefEvent::source).thenComparing(RefEvent::id);

  /**
   * Which of several chains of one completing event is shown: the latest first mandatory event,
   * then the earliest next ones, then by (source, id), then the latest events inside repetitions.
   */
  static final Comparator<Chain> CHOICE =
      Comparator.comparingLong((Chain chain) -> -chain.fills.get(0).anchor().time())
          .thenComparing(anchors(Comparator.comparingLong(RefEvent::time)))
          .thenComparing(anchors(BY_NAME))
          .thenComparing(Chain::latestInside, RefEvent.list(RefEvent.LATEST_FIRST));

  Chain {
    fills = List.copyOf(fills);
  }

  RefEvent completing() {
    return fills.get(fills.size() - 1).anchor();
  }

  Set<RefEvent> events() {
    Set<RefEvent> events = new HashSet<>();
    fills.forEach(fill -> events.addAll(fill.events()));
    return events;
  }

  private static Comparator<Chain> anchors(Comparator<RefEvent> by) {
    return Comparator.comparing(
        chain -> chain.fills.stream().map(Fill::anchor).toList(), RefEvent.list(by));
  }

  /** The events step by step, inside a step the latest first. */
  private List<RefEvent> latestInside() {
    return fills.stream().flatMap(fill -> fill.latest().stream()).toList();
  }
}
