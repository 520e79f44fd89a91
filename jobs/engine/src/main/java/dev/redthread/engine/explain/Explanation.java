package dev.redthread.engine.explain;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import java.util.List;
import java.util.Map;

/**
 * How far a pattern came in one group.
 *
 * @param group the values of the group's fields
 * @param events the events of the group in their order
 * @param fills the steps that events fill, in what is found or in the farthest that was reached
 * @param found what is found; then nothing stood in the way
 * @param step how far it came as a number, greater for what came farther
 * @param reached how far it came, in words
 * @param reasons what stood in the way, the nearest first
 */
public record Explanation(
    List<String> group,
    List<TimelineEvent> events,
    Map<EventKey, String> fills,
    List<Finding> found,
    int step,
    String reached,
    List<String> reasons) {
  public Explanation {
    group = List.copyOf(group);
    events = List.copyOf(events);
    fills = Map.copyOf(fills);
    found = List.copyOf(found);
    reasons = List.copyOf(reasons);
  }
}
