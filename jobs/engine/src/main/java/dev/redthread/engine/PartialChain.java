package dev.redthread.engine;

import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain that a sequence has up to a step after which its key changes.
 *
 * @param group the keys it was joined on, in their order
 * @param parts its events, by step in the order of the file
 * @param anchors the event at which each mandatory step was filled
 * @param settlesAt when its absences are decided on the received clock, when it has any
 */
public record PartialChain(
    List<GroupValue> group, List<Part> parts, List<EventKey> anchors, @Nullable Long settlesAt) {
  public PartialChain {
    group = List.copyOf(group);
    parts = List.copyOf(parts);
    anchors = List.copyOf(anchors);
  }

  /** The event time of its first mandatory event. */
  public long first() {
    return parts.stream()
        .filter(Part::binding)
        .mapToLong(part -> part.event().eventTime())
        .min()
        .orElseThrow();
  }

  /** One event of it, as in {@link Completion.ChainPart}. */
  public record Part(String step, Event event, boolean binding) {

    public EventKey key() {
      return EventKey.of(event);
    }
  }
}
