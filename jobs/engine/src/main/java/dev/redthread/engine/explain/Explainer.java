package dev.redthread.engine.explain;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Explains what one pattern finds in a group, or why it finds nothing.
 *
 * <p><i>Cost:</i> runs the detector over the events of the group some ten times.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class Explainer {
  private final CompiledPattern pattern;
  private final PatternSet set;
  private final Naming naming;

  public Explainer(CompiledPattern pattern, PatternSet set, Naming naming) {
    this.pattern = pattern;
    this.set = set;
    this.naming = naming;
  }

  /**
   * Explains one group.
   *
   * @param group the values of the group's fields
   * @param timeline the events of the group with what the screen said of them
   * @param read all events there are, for those that nearly match a rule
   */
  public Explanation explain(List<String> group, List<TimelineEvent> timeline, List<Event> read) {
    List<TimelineEvent> events =
        timeline.stream().sorted(Comparator.comparing(TimelineEvent::key)).toList();
    TryOut tryOut = new TryOut(pattern, set, group, events);
    List<Finding> found = tryOut.findings(pattern.shape());
    if (!found.isEmpty()) {
      return new Explanation(
          group, events, fills(found), found, Integer.MAX_VALUE, "found", List.of());
    }
    NearMisses misses = new NearMisses(pattern, set, group, read, naming);
    Shape shape = pattern.shape();
    if (shape instanceof Shape.Sequence sequence) {
      return new SequenceReasons(sequence, tryOut, misses, naming).explain(group, events);
    } else if (shape instanceof Shape.Window window) {
      return new WindowReasons(pattern, window, misses, naming).explain(group, events);
    } else if (shape instanceof Shape.Temporal temporal) {
      return new TemporalReasons(pattern, temporal, misses, naming).explain(group, events);
    } else if (shape instanceof Shape.NewValue newValue) {
      return new NewValueReasons(newValue, misses, pattern, naming).explain(group, events);
    }
    return new Explanation(
        group, events, Map.of(), List.of(), 0, "no event matches", misses.of(allRules(pattern)));
  }

  /** Whether an event matches no rule of the pattern, but nearly does. */
  public boolean isNear(Event event) {
    return new NearMisses(pattern, set, List.of(), List.of(), naming).isNear(event);
  }

  /** The places of all rules of a pattern. */
  static List<Integer> allRules(CompiledPattern pattern) {
    return IntStream.range(0, pattern.rules().size()).boxed().toList();
  }

  /** The steps that events fill. */
  static Map<EventKey, String> fills(List<Finding> findings) {
    Map<EventKey, String> fills = new HashMap<>();
    for (Finding finding : findings) {
      for (Finding.Link link : finding.chain()) {
        fills.merge(
            EventKey.of(link.event()),
            link.step(),
            (one, other) -> one.equals(other) ? one : one + ", " + other);
      }
    }
    return fills;
  }
}
