package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is found.
 *
 * @param chain of the earliest completing event
 * @param events the evidence of all its completing events, in order
 */
public record RefFinding(
    String id, List<RefLink> chain, List<RefEvent> events, @Nullable Long settlesAt, int risk) {
  public RefFinding {
    chain = List.copyOf(chain);
    events = List.copyOf(events);
  }

  public long first() {
    return events.get(0).time();
  }

  public long last() {
    return events.get(events.size() - 1).time();
  }

  /** The ids of the evidence, the first and the last 50. */
  public List<String> shown() {
    List<String> ids = events.stream().map(RefEvent::id).toList();
    if (ids.size() <= 100) {
      return ids;
    }
    List<String> ends = new ArrayList<>(ids.subList(0, 50));
    ends.addAll(ids.subList(ids.size() - 50, ids.size()));
    return ends;
  }
}
