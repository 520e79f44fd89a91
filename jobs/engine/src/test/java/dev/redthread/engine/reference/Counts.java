package dev.redthread.engine.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The kinds that do not look at order: single events, and what slides over a window. */
final class Counts {
  /** How much of a window is shown when no threshold says it. */
  private static final int SHOWN = 50;

  private Counts() {}

  static List<RefCompletion> singles(RefPattern pattern, List<RefEvent> timeline) {
    return timeline.stream().map(event -> alone(pattern, event, null)).toList();
  }

  static List<RefCompletion> windows(
      RefPattern pattern, RefShape.Window shape, List<RefEvent> timeline) {
    List<RefCompletion> completions = new ArrayList<>();
    for (RefEvent event : timeline) {
      List<RefEvent> window = window(event, shape.timespan(), timeline);
      if (Measured.of(shape.measure(), window, shape.bounds())) {
        List<RefEvent> shown = shown(shape, event, window);
        completions.add(
            completion(
                event,
                shown.stream().map(one -> new RefLink(pattern.firstRule(one), one, true)).toList(),
                window,
                shape.isThreshold() ? null : settles(pattern, event, null)));
      }
    }
    return completions;
  }

  static List<RefCompletion> temporal(
      RefPattern pattern, RefShape.Temporal shape, List<RefEvent> timeline) {
    List<RefCompletion> completions = new ArrayList<>();
    for (RefEvent event : timeline) {
      List<RefEvent> window = window(event, shape.timespan(), timeline);
      Set<Integer> present = new HashSet<>();
      List<RefLink> chain = new ArrayList<>();
      for (int rule = 0; rule < shape.rules().size(); rule++) {
        RefShape.Temporal.Named named = shape.rules().get(rule);
        List<RefEvent> matching =
            window.stream().filter(other -> other.matches(named.rules())).toList();
        if (!matching.isEmpty()) {
          present.add(rule);
          RefEvent shown = matching.contains(event) ? event : matching.get(matching.size() - 1);
          chain.add(new RefLink(named.name(), shown, true));
        }
      }
      List<RefLink> ordered = InOrder.longest(shape.rules(), event, window);
      if (shape.condition().test(present, ordered.size())) {
        Set<Integer> negated = new HashSet<>();
        shape.condition().negated(false).stream()
            .map(rule -> shape.rules().get(rule).rules())
            .forEach(negated::addAll);
        completions.add(
            completion(
                event,
                shape.condition().isOrdered() ? ordered : chain,
                window,
                settles(pattern, event, negated)));
      }
    }
    return completions;
  }

  static List<RefCompletion> newValues(
      RefPattern pattern, RefShape.NewValue shape, List<RefEvent> timeline) {
    List<RefCompletion> completions = new ArrayList<>();
    for (RefEvent event : timeline) {
      List<RefEvent> before =
          window(event, shape.baseline(), timeline).stream()
              .filter(other -> other.time() < event.time())
              .toList();
      boolean known =
          window(event, shape.baseline(), timeline).stream()
              .anyMatch(other -> event.time() - other.time() >= shape.learning());
      boolean isNew =
          event.values().stream()
              .anyMatch(
                  value -> before.stream().noneMatch(other -> other.values().contains(value)));
      if (known && isNew) {
        completions.add(alone(pattern, event, settles(pattern, event, null)));
      }
    }
    return completions;
  }

  private static RefCompletion alone(RefPattern pattern, RefEvent event, @Nullable Long settlesAt) {
    RefLink link = new RefLink(pattern.firstRule(event), event, true);
    return completion(event, List.of(link), List.of(event), settlesAt);
  }

  private static RefCompletion completion(
      RefEvent event, List<RefLink> chain, List<RefEvent> window, @Nullable Long settlesAt) {
    Set<RefEvent> all = Set.copyOf(window);
    return new RefCompletion(event, chain, all, all, settlesAt, 0);
  }

  private static List<RefEvent> window(RefEvent event, long timespan, List<RefEvent> timeline) {
    return timeline.stream()
        .filter(other -> other.time() <= event.time())
        .filter(other -> event.time() - other.time() <= timespan)
        .toList();
  }

  /** The event's time and the greatest delay of some rules, of all when none are named. */
  private static @Nullable Long settles(
      RefPattern pattern, RefEvent event, @Nullable Set<Integer> rules) {
    if (rules != null && rules.isEmpty()) {
      return null;
    }
    return event.time()
        + IntStream.range(0, pattern.rules().size())
            .filter(rule -> rules == null || rules.contains(rule))
            .mapToLong(rule -> pattern.rules().get(rule).maxDelay())
            .max()
            .orElseThrow();
  }

  /** The event and the latest others of its window, as many as make it out. */
  private static List<RefEvent> shown(
      RefShape.Window shape, RefEvent event, List<RefEvent> window) {
    int wanted = shape.isThreshold() ? least(shape) : SHOWN;
    boolean values = shape.isThreshold() && shape.measure().kind() == RefMeasure.Kind.VALUES;
    List<RefEvent> chosen = new ArrayList<>(List.of(event));
    Set<String> seen = new HashSet<>(event.values());
    for (int i = window.size() - 1; i >= 0; i--) {
      RefEvent other = window.get(i);
      boolean full = values ? seen.size() >= wanted : chosen.size() >= wanted;
      boolean adds = !values || !seen.containsAll(other.values());
      if (!full && adds && !other.equals(event)) {
        chosen.add(other);
        seen.addAll(other.values());
      }
    }
    chosen.sort(RefEvent.ORDER);
    return chosen;
  }

  /** The least count that meets all bounds, each from below. */
  private static int least(RefShape.Window shape) {
    int least = 0;
    while (!Measured.within(BigDecimal.valueOf(least), shape.bounds())) {
      least++;
    }
    return least;
  }
}
