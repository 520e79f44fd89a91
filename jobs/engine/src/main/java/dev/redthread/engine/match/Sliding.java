package dev.redthread.engine.match;

/**
 * A window over a timeline with its content, moved instead of counted anew.
 *
 * <p><i>Invariants:</i> the content is that of the places {@code from} to before {@code to}; the
 * timeline says of each of its changes. Losing it costs counting one window.
 *
 * <p><i>Cost:</i> a move costs the events that enter and leave.
 */
final class Sliding {
  private final Timeline timeline;
  private final Content content;
  private int from;
  private int to;

  Sliding(Timeline timeline, Content content) {
    this.timeline = timeline;
    this.content = content;
  }

  /** Whether the events at places {@code first} to before {@code end} meet the condition. */
  boolean holds(int first, int end) {
    if (first >= to || end <= from) {
      content.clear();
      from = first;
      to = first;
    }
    while (from > first) {
      content.add(timeline.event(--from));
    }
    while (to < end) {
      content.add(timeline.event(to++));
    }
    while (from < first) {
      content.remove(timeline.event(from++));
    }
    while (to > end) {
      content.remove(timeline.event(--to));
    }
    return content.holds();
  }

  /** The timeline has a new event at a place. */
  void inserted(int index) {
    if (index <= from) {
      from++;
      to++;
    } else if (index < to) {
      content.add(timeline.event(index));
      to++;
    }
  }

  /** The timeline is about to lose the event at a place. */
  void removing(int index) {
    if (index < from) {
      from--;
      to--;
    } else if (index < to) {
      content.remove(timeline.event(index));
      to--;
    }
  }
}
