package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides sequences whose key changes: for every choice of values of all keys the whole chain is
 * looked for among the events that have them where it asks for them; of what one event completes
 * under the last key the best chain is its.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class SegmentedReference {
  private static final int MOST_ORDERS = 120;

  private final RefSegmented segmented;
  private final RefPattern pattern;

  public SegmentedReference(RefSegmented segmented) {
    this.segmented = segmented;
    pattern = segmented.pattern();
  }

  /** A finding, and the values of all keys of its chain. */
  public record Found(List<String> group, RefFinding finding) {
    public Found {
      group = List.copyOf(group);
    }
  }

  /** A completing event under some values of the keys. */
  private record Decided(List<List<String>> values, SequenceReference.Decided decided) {
    /** By chain; where the same events serve under several keys, by the values of those. */
    private static final Comparator<Decided> CHOICE =
        Comparator.comparing((Decided each) -> each.decided.chain(), Chain.CHOICE)
            .thenComparing(
                each -> String.join("\0", each.values.stream().flatMap(List::stream).toList()));
  }

  /**
   * The findings.
   *
   * @param clock everything received up to then has been seen
   */
  public List<Found> findings(Collection<LogEvent> log, long clock) {
    Map<List<String>, Map<RefEvent, Decided>> byGroup = new LinkedHashMap<>();
    for (List<List<String>> values : choices(log)) {
      for (Decided decided : decided(values, log)) {
        byGroup
            .computeIfAbsent(values.get(values.size() - 1), any -> new TreeMap<>(RefEvent.ORDER))
            .merge(
                decided.decided.completion().event(),
                decided,
                (one, other) -> Collections.min(List.of(one, other), Decided.CHOICE));
      }
    }
    List<Found> found = new ArrayList<>();
    byGroup.forEach((group, decided) -> found.addAll(findings(group, decided, clock)));
    return found;
  }

  private List<Found> findings(List<String> group, Map<RefEvent, Decided> decided, long clock) {
    RefPattern asked = pattern(group);
    Map<String, List<String>> groupOf = new HashMap<>();
    List<RefCompletion> completions = new ArrayList<>();
    for (Decided each : decided.values()) {
      RefCompletion completion = withoutRules(each.decided.completion());
      completions.add(completion);
      groupOf.put(
          Components.id(asked, completion.event()),
          each.values.stream().flatMap(List::stream).toList());
    }
    return new Reference(asked)
        .findings(completions, clock).stream()
            .map(finding -> new Found(Objects.requireNonNull(groupOf.get(finding.id())), finding))
            .toList();
  }

  private RefPattern pattern(List<String> group) {
    return new RefPattern(pattern.id(), group, pattern.risk(), pattern.rules(), pattern.shape());
  }

  /** The same event may match other steps under other keys, and is the same event. */
  private static RefCompletion withoutRules(RefCompletion completion) {
    return new RefCompletion(
        withoutRules(completion.event()),
        completion.chain().stream()
            .map(link -> new RefLink(link.step(), withoutRules(link.event()), link.binding()))
            .toList(),
        withoutRules(completion.ties()),
        withoutRules(completion.evidence()),
        completion.settlesAt(),
        completion.risk());
  }

  private static Set<RefEvent> withoutRules(Set<RefEvent> events) {
    return events.stream().map(SegmentedReference::withoutRules).collect(Collectors.toSet());
  }

  private static RefEvent withoutRules(RefEvent event) {
    return new RefEvent(
        event.time(), event.source(), event.id(), Set.of(), event.values(), event.content());
  }

  private List<Decided> decided(List<List<String>> values, Collection<LogEvent> log) {
    List<RefEvent> timeline = new ArrayList<>();
    for (LogEvent event : log) {
      Set<Integer> steps = new HashSet<>();
      for (int step = 0; step < segmented.rules().size(); step++) {
        if (fills(event, step, values)) {
          steps.add(step);
        }
      }
      if (!steps.isEmpty()) {
        timeline.add(
            new RefEvent(event.time(), event.source(), event.id(), steps, event.values(), ""));
      }
    }
    List<RefEvent> once = Reference.once(timeline);
    if (orders(once) > MOST_ORDERS) {
      throw new NestedReference.TooManyOrders(pattern.id());
    }
    return new SequenceReference(pattern, (RefShape.Sequence) pattern.shape(), once)
        .decided().stream().map(each -> new Decided(values, each)).toList();
  }

  private boolean fills(LogEvent event, int step, List<List<String>> values) {
    int key = segmented.keyOf().get(step);
    return segmented.rules().get(step).stream().anyMatch(event.rules()::contains)
        && event.has(segmented.keys().get(key), values.get(key))
        && (!segmented.isPivot(step)
            || event.has(segmented.keys().get(key + 1), values.get(key + 1)));
  }

  /** Every choice of values for all keys. */
  private List<List<List<String>>> choices(Collection<LogEvent> log) {
    List<List<List<String>>> choices = List.of(List.of());
    for (List<String> names : segmented.keys()) {
      List<List<String>> values = List.of(List.of());
      for (String name : names) {
        Set<String> all = new TreeSet<>();
        log.forEach(event -> all.addAll(event.fields().getOrDefault(name, Set.of())));
        values = longer(values, List.copyOf(all));
      }
      choices = longer(choices, values);
    }
    return choices;
  }

  private static <T> List<List<T>> longer(List<List<T>> lists, List<T> values) {
    List<List<T>> longer = new ArrayList<>();
    for (List<T> list : lists) {
      for (T value : values) {
        List<T> one = new ArrayList<>(list);
        one.add(value);
        longer.add(one);
      }
    }
    return longer;
  }

  private static double orders(Collection<RefEvent> events) {
    Map<Long, Integer> tied = new HashMap<>();
    double orders = 1;
    for (RefEvent event : events) {
      orders *= tied.merge(event.time(), 1, Integer::sum);
    }
    return orders;
  }
}
