package dev.redthread.engine.explain;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.TimelineEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events of one pattern by group, out of its candidates. */
public final class GroupTimelines {
  private final String pattern;
  private final Map<List<String>, Map<List<String>, TimelineEvent>> groups = new LinkedHashMap<>();

  /**
   * @param pattern the id of the pattern
   */
  public GroupTimelines(String pattern) {
    this.pattern = pattern;
  }

  /** Takes a candidate in, or its event off again; those of other patterns are passed over. */
  public void add(Candidate candidate) {
    if (!candidate.pattern().equals(pattern)) {
      return;
    }
    Map<List<String>, TimelineEvent> timeline =
        groups.computeIfAbsent(candidate.group(), any -> new LinkedHashMap<>());
    List<String> event = List.of(candidate.event().source(), candidate.event().id());
    if (candidate.retracted()) {
      timeline.remove(event);
    } else {
      timeline.put(
          event, new TimelineEvent(candidate.event(), candidate.roles(), candidate.ingestedTime()));
    }
  }

  /** The events of each group, in the order in which the groups came. */
  public Map<List<String>, List<TimelineEvent>> byGroup() {
    Map<List<String>, List<TimelineEvent>> all = new LinkedHashMap<>();
    groups.forEach(
        (group, timeline) -> {
          if (!timeline.isEmpty()) {
            all.put(group, List.copyOf(timeline.values()));
          }
        });
    return all;
  }
}
