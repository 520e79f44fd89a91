package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what patterns of patterns find: every completing event of an inner pattern that takes
 * part in its findings is an event of its own.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class NestedReference {
  private static final int MOST_ORDERS = 200;

  private final Map<String, RefNested> patterns = new LinkedHashMap<>();
  private final Map<List<Object>, List<RefCompletion>> known = new HashMap<>();

  public NestedReference(Collection<RefNested> patterns) {
    patterns.forEach(each -> this.patterns.put(each.pattern().id(), each));
  }

  /** A timeline whose tied events could be ordered in more ways than brute force can try. */
  public static final class TooManyOrders extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyOrders(String pattern) {
      super("too many tied events for " + pattern);
    }
  }

  /** The findings of one group. */
  public record Found(List<String> group, List<RefFinding> findings) {
    public Found {
      group = List.copyOf(group);
      findings = List.copyOf(findings);
    }
  }

  /**
   * The findings of a pattern, by group.
   *
   * @param clock everything received up to then has been seen
   */
  public List<Found> findings(String id, Collection<RawEvent> log, long clock) {
    List<Found> found = new ArrayList<>();
    for (Group group : groups(id, log, clock)) {
      found.add(
          new Found(group.values, new Reference(group.pattern).findings(group.completions, clock)));
    }
    return found;
  }

  /** The completing events of a pattern as events. */
  private List<RawEvent> events(String id, Collection<RawEvent> log, long clock) {
    List<RawEvent> events = new ArrayList<>();
    for (Group group : groups(id, log, clock)) {
      Map<String, String> fields = new HashMap<>();
      List<String> names = nested(id).names();
      for (int i = 0; i < names.size(); i++) {
        fields.put(names.get(i), group.values.get(i));
      }
      for (RefCompletion completion : group.completions) {
        if (new Reference(group.pattern).takesPart(completion, clock)) {
          String source = RefNested.source(id);
          events.add(
              new RawEvent(
                  completion.event().time(),
                  source,
                  Components.id(group.pattern, completion.event()),
                  fields,
                  Set.of(source),
                  group.values.subList(0, 1),
                  "",
                  completion.settlesAt()));
        }
      }
    }
    return events;
  }

  private RefNested nested(String id) {
    return Objects.requireNonNull(patterns.get(id), id);
  }

  /** A pattern asked of one group, and what completes it there. */
  private record Group(RefPattern pattern, List<String> values, List<RefCompletion> completions) {}

  private List<Group> groups(String id, Collection<RawEvent> log, long clock) {
    RefNested nested = nested(id);
    List<RawEvent> all = new ArrayList<>(log);
    nested.steps().forEach(step -> all.addAll(events(step, log, clock)));
    Map<List<String>, Set<RefEvent>> byGroup = new LinkedHashMap<>();
    Map<RefEvent, Long> settles = new HashMap<>();
    for (RawEvent event : all) {
      Map<List<String>, Set<Integer>> places = new LinkedHashMap<>();
      for (int place = 0; place < nested.rules().size(); place++) {
        List<String> values = values(nested, place, event);
        if (event.rules().contains(nested.rules().get(place)) && values != null) {
          places.computeIfAbsent(values, any -> new LinkedHashSet<>()).add(place);
        }
      }
      places.forEach(
          (values, matched) -> {
            RefEvent one =
                new RefEvent(
                    event.time(),
                    event.source(),
                    event.id(),
                    matched,
                    event.values(),
                    event.content());
            byGroup.computeIfAbsent(values, any -> new LinkedHashSet<>()).add(one);
            if (event.settlesAt() != null) {
              settles.put(one, event.settlesAt());
            }
          });
    }
    List<Group> groups = new ArrayList<>();
    byGroup.forEach((values, events) -> groups.add(group(nested, values, events, settles)));
    return groups;
  }

  private Group group(
      RefNested nested, List<String> values, Set<RefEvent> events, Map<RefEvent, Long> settles) {
    RefPattern plain = nested.pattern();
    if (plain.shape() instanceof RefShape.Sequence && orders(events) > MOST_ORDERS) {
      throw new TooManyOrders(plain.id());
    }
    RefPattern pattern =
        new RefPattern(plain.id(), values, plain.risk(), plain.rules(), plain.shape());
    List<RefCompletion> completions =
        known.computeIfAbsent(
            List.of(plain.id(), values, Set.copyOf(events)),
            any -> new Reference(pattern).completions(events));
    return new Group(
        pattern, values, completions.stream().map(each -> settled(each, settles)).toList());
  }

  private static double orders(Set<RefEvent> events) {
    Map<Long, Integer> tied = new HashMap<>();
    double orders = 1;
    for (RefEvent event : events) {
      orders *= tied.merge(event.time(), 1, Integer::sum);
    }
    return orders;
  }

  /** No earlier than the binding events of its chain. */
  private static RefCompletion settled(RefCompletion completion, Map<RefEvent, Long> settles) {
    Long latest = completion.settlesAt();
    for (RefLink link : completion.chain()) {
      Long inner = link.binding() ? settles.get(link.event()) : null;
      if (inner != null) {
        latest = latest == null ? inner : Long.valueOf(Math.max(latest, inner));
      }
    }
    return new RefCompletion(
        completion.event(),
        completion.chain(),
        completion.ties(),
        completion.evidence(),
        latest,
        completion.risk());
  }

  private static @Nullable List<String> values(RefNested nested, int place, RawEvent event) {
    List<String> values = new ArrayList<>();
    for (String name : nested.names()) {
      String field = Objects.requireNonNull(nested.keys().get(name)).get(place);
      String value = event.fields().get(field);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }
}
