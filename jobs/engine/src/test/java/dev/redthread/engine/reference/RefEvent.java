package dev.redthread.engine.reference;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An event of one group.
 *
 * @param time when it happened
 * @param source where it is from
 * @param id its id, unique in its source
 * @param rules the rules of the pattern that it matches
 * @param values what a measured field has, as text
 * @param content tells copies with the same source and id apart; the smaller one wins
 */
public record RefEvent(
    long time, String source, String id, Set<Integer> rules, List<String> values, String content) {

  /** Time, then source, then id. */
  public static final Comparator<RefEvent> ORDER =
      Comparator.comparingLong(RefEvent::time)
          .thenComparing(RefEvent::source)
          .thenComparing(RefEvent::id);

  /** Latest first, then source, then id. */
  static final Comparator<RefEvent> LATEST_FIRST =
      Comparator.comparingLong((RefEvent event) -> -event.time())
          .thenComparing(RefEvent::source)
          .thenComparing(RefEvent::id);

  public RefEvent {
    rules = Set.copyOf(rules);
    values = List.copyOf(values);
  }

  /** Compares lists of equal length place by place. */
  static Comparator<List<RefEvent>> list(Comparator<RefEvent> by) {
    return (one, other) -> {
      for (int i = 0; i < one.size(); i++) {
        int compared = by.compare(one.get(i), other.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  /** Cheap, since sets of events are compared very often. */
  @Override
  public int hashCode() {
    return id.hashCode() * 31 + Long.hashCode(time);
  }

  boolean matches(Set<Integer> any) {
    for (int rule : rules) {
      if (any.contains(rule)) {
        return true;
      }
    }
    return false;
  }
}
