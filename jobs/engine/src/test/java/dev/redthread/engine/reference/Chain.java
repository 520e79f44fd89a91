package dev.redthread.engine.reference;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events for each mandatory step, in the order of the steps.
 *
 * @param elements the element that each of the steps belongs to, by its place in the sequence
 * @param completing the last of all its events
 */
record Chain(List<Fill> fills, List<Integer> elements, RefEvent completing) {

  private static final Comparator<RefEvent> BY_NAME =
      Comparator.comparing(RefEvent::source).thenComparing(RefEvent::id);

  /**
   * Which of several chains of one completing event is shown: the latest first mandatory event,
   * then the earliest next ones, step by step, then by (source, id), then the latest events inside
   * repetitions.
   */
  static final Comparator<Chain> CHOICE =
      Comparator.comparingLong((Chain chain) -> -chain.beginning())
          .thenComparing(anchors(Comparator.comparingLong(RefEvent::time)))
          .thenComparing(anchors(BY_NAME))
          .thenComparing(Chain::latestInside, RefEvent.list(RefEvent.LATEST_FIRST));

  Chain {
    fills = List.copyOf(fills);
    elements = List.copyOf(elements);
  }

  Set<RefEvent> events() {
    Set<RefEvent> events = new HashSet<>();
    fills.forEach(fill -> events.addAll(fill.events()));
    return events;
  }

  /** When its first step is filled; of steps in any order the first event of them all. */
  private long beginning() {
    return in(elements.get(0)).count() == 1 ? fills.get(0).anchor().time() : first();
  }

  /** The time of its first event. */
  long first() {
    return firstOf(elements.get(0));
  }

  /** The time of the last event of the mandatory element before an element, or null. */
  @Nullable Long endBefore(int element) {
    return elements.stream()
        .filter(other -> other < element)
        .max(Comparator.naturalOrder())
        .map(this::lastOf)
        .orElse(null);
  }

  /** The mandatory steps of the next element, by their places among the mandatory ones. */
  List<Integer> next(int element) {
    int next = elements.stream().filter(other -> other > element).min(Integer::compare).orElse(-1);
    return IntStream.range(0, fills.size())
        .filter(step -> elements.get(step) == next)
        .boxed()
        .toList();
  }

  /** The time of the first event of the mandatory element after an element. */
  long beginsAfter(int element) {
    return firstOf(elements.get(next(element).get(0)));
  }

  private long firstOf(int element) {
    return in(element).mapToLong(fill -> fill.first().time()).min().orElseThrow();
  }

  private long lastOf(int element) {
    return in(element).mapToLong(fill -> fill.anchor().time()).max().orElseThrow();
  }

  private Stream<Fill> in(int element) {
    return IntStream.range(0, fills.size())
        .filter(step -> elements.get(step) == element)
        .mapToObj(fills::get);
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
