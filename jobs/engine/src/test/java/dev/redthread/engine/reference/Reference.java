package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides what a pattern finds among the events of one group. */
public final class Reference {
  private final RefPattern pattern;

  public Reference(RefPattern pattern) {
    this.pattern = pattern;
  }

  /** The findings when nothing more can come, by their earliest completing event. */
  public List<RefFinding> findings(Collection<RefEvent> events) {
    return findings(completions(events), Long.MAX_VALUE);
  }

  /**
   * The findings out of completing events by what is known at a time.
   *
   * @param clock everything received up to then has been seen
   */
  public List<RefFinding> findings(List<RefCompletion> completions, long clock) {
    return Components.findings(
        pattern, completions.stream().filter(each -> takesPart(each, clock)).toList());
  }

  /** A pattern that settles raises nothing before it is decided; any other raises at once. */
  boolean takesPart(RefCompletion completion, long clock) {
    Long settlesAt = completion.settlesAt();
    boolean waits = false;
    if (pattern.shape() instanceof RefShape.Sequence sequence) {
      waits = sequence.waits();
    } else if (pattern.shape() instanceof RefShape.Window window) {
      waits = !window.isFromBelow();
    } else if (pattern.shape() instanceof RefShape.Temporal temporal) {
      waits = temporal.settled();
    }
    return !waits || settlesAt == null || settlesAt <= clock;
  }

  /** The completing events with their chains, in order. */
  public List<RefCompletion> completions(Collection<RefEvent> events) {
    List<RefEvent> timeline = once(events);
    if (pattern.shape() instanceof RefShape.Sequence sequence) {
      return new SequenceReference(pattern, sequence, timeline).completions();
    }
    if (pattern.shape() instanceof RefShape.Window window) {
      return Counts.windows(pattern, window, timeline);
    } else if (pattern.shape() instanceof RefShape.Temporal temporal) {
      return Counts.temporal(pattern, temporal, timeline);
    }
    return pattern.shape() instanceof RefShape.NewValue newValue
        ? Counts.newValues(pattern, newValue, timeline)
        : Counts.singles(pattern, timeline);
  }

  /** Same source and id count once; of several contents the smallest (time, content) wins. */
  static List<RefEvent> once(Collection<RefEvent> events) {
    Map<List<String>, RefEvent> winners = new LinkedHashMap<>();
    Comparator<RefEvent> smallest =
        Comparator.comparingLong(RefEvent::time).thenComparing(RefEvent::content);
    for (RefEvent event : events) {
      winners.merge(
          List.of(event.source(), event.id()),
          event,
          (one, other) -> Collections.min(List.of(one, other), smallest));
    }
    List<RefEvent> timeline = new ArrayList<>(winners.values());
    timeline.sort(RefEvent.ORDER);
    return timeline;
  }
}
