package dev.redthread.engine.explain;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Listing;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.testing.Offset;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Why a measure of a window is not met. */
final class WindowReasons {
  private final CompiledPattern pattern;
  private final Shape.Window window;
  private final NearMisses misses;
  private final Naming naming;

  WindowReasons(CompiledPattern pattern, Shape.Window window, NearMisses misses, Naming naming) {
    this.pattern = pattern;
    this.window = window;
    this.misses = misses;
    this.naming = naming;
  }

  Explanation explain(List<String> group, List<TimelineEvent> events) {
    Map<EventKey, String> fills = new HashMap<>();
    List<String> reasons = new ArrayList<>();
    String reached = "no event";
    if (!events.isEmpty()) {
      List<TimelineEvent> fullest = fullest(events);
      fullest.forEach(event -> fills.put(event.key(), "counted"));
      TimelineEvent last = fullest.get(fullest.size() - 1);
      reached =
          measured(fullest)
              + " in the "
              + Listing.duration(window.timespan())
              + " up to `"
              + naming.event(last.event())
              + "`";
      reasons.add(reached + ", asked is " + window.bounds());
      long length =
          events.get(events.size() - 1).event().eventTime() - events.get(0).event().eventTime();
      if (fullest.size() < events.size()) {
        reasons.add(
            "all events of the group: "
                + measured(events)
                + " in "
                + Offset.text(length)
                + ", `timespan` is "
                + Listing.duration(window.timespan()));
      }
    }
    reasons.addAll(misses.of(Explainer.allRules(pattern)));
    return new Explanation(group, events, fills, List.of(), events.size(), reached, reasons);
  }

  /** The window with the most events, the first of several. */
  private List<TimelineEvent> fullest(List<TimelineEvent> events) {
    List<TimelineEvent> fullest = List.of();
    int from = 0;
    for (int to = 0; to < events.size(); to++) {
      long begin = events.get(to).event().eventTime() - window.timespan();
      while (events.get(from).event().eventTime() < begin) {
        from++;
      }
      if (to + 1 - from > fullest.size()) {
        fullest = events.subList(from, to + 1);
      }
    }
    return fullest;
  }

  private String measured(List<TimelineEvent> events) {
    Measure measure = window.measure();
    if (measure.kind() == Measure.Kind.EVENTS) {
      return events.size() + (events.size() == 1 ? " event" : " events");
    }
    Set<String> values = new TreeSet<>();
    BigDecimal sum = BigDecimal.ZERO;
    int numbers = 0;
    for (TimelineEvent event : events) {
      for (String text : texts(event)) {
        values.add(text);
        BigDecimal number = Evaluate.number(text);
        sum = number == null ? sum : sum.add(number);
        numbers += number == null ? 0 : 1;
      }
    }
    return switch (measure.kind()) {
      case VALUES -> values.size() + (values.size() == 1 ? " value " : " values ") + values;
      case SUM -> "a sum of " + sum.toPlainString();
      case AVERAGE ->
          numbers == 0
              ? "no number"
              : "an average of "
                  + sum.divide(BigDecimal.valueOf(numbers), MathContext.DECIMAL32).toPlainString();
      case PERCENTILE -> numbers + " numbers";
      case EVENTS -> events.size() + " events";
    };
  }

  /** The values that an event counts; of several fields each combination. */
  private List<String> texts(TimelineEvent event) {
    int rule = Long.numberOfTrailingZeros(event.roles());
    List<String> texts = List.of();
    for (List<String> fieldByRule : window.measure().fields()) {
      Value value = event.event().field(fieldByRule.get(rule));
      List<String> each =
          (value == null ? List.<Value>of() : value.each())
              .stream().filter(one -> !(one instanceof Value.Nil)).map(Value::text).toList();
      boolean first = fieldByRule.equals(window.measure().fieldByRule());
      texts =
          first
              ? each
              : texts.stream()
                  .flatMap(text -> each.stream().map(other -> text + ", " + other))
                  .toList();
    }
    return texts;
  }
}
