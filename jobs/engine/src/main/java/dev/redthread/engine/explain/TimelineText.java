package dev.redthread.engine.explain;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation for people: the timeline, what matched, and where it broke. */
public final class TimelineText {
  private static final int MOST_SHOWN = 60;

  private final CompiledPattern pattern;
  private final PatternSet set;
  private final Naming naming;

  public TimelineText(CompiledPattern pattern, PatternSet set, Naming naming) {
    this.pattern = pattern;
    this.set = set;
    this.naming = naming;
  }

  /** Lines, each ended by a line feed; of no group only what stood in the way. */
  public String of(Explanation explanation) {
    StringBuilder text = new StringBuilder();
    if (!explanation.group().isEmpty() || !explanation.events().isEmpty()) {
      text.append(head(explanation.group()))
          .append(": ")
          .append(explanation.reached())
          .append('\n');
    }
    List<List<String>> rows = new ArrayList<>();
    int events = explanation.events().size();
    int shown = events > MOST_SHOWN ? MOST_SHOWN / 2 : events;
    for (TimelineEvent event : explanation.events().subList(0, shown)) {
      rows.add(row(event, explanation.fills()));
    }
    if (shown < events) {
      rows.add(List.of("...", events - 2 * shown + " more events"));
      for (TimelineEvent event : explanation.events().subList(events - shown, events)) {
        rows.add(row(event, explanation.fills()));
      }
    }
    append(rows, text);
    explanation.reasons().forEach(reason -> text.append("  broke: ").append(reason).append('\n'));
    return text.toString();
  }

  private String head(List<String> group) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < pattern.groupBy().size() && i < group.size(); i++) {
      values.add(pattern.groupBy().get(i).name() + "=" + group.get(i));
    }
    return values.isEmpty() ? String.join(" ", group) : String.join(", ", values);
  }

  private List<String> row(TimelineEvent timed, Map<EventKey, String> fills) {
    Event event = timed.event();
    Activity activity = event.activity();
    String fill = fills.get(timed.key());
    return List.of(
        naming.time(event.eventTime()),
        naming.event(event),
        event.source(),
        activity == null ? "" : activity.id(),
        "matches " + matches(timed),
        fill == null ? "" : "> " + fill);
  }

  /** The steps that an event could fill; where there are none, the rules that it matches. */
  private String matches(TimelineEvent event) {
    List<String> names = new ArrayList<>();
    if (pattern.shape() instanceof Shape.Sequence sequence) {
      for (Step step : sequence.steps()) {
        if (Relaxed.matches(event, step.rules())) {
          names.add(step.kind() == Step.Kind.NOT ? "not: " + rules(event, step) : step.name());
        }
      }
      if (Relaxed.matches(event, sequence.until())) {
        names.add("until");
      }
    }
    return names.isEmpty()
        ? rules(event, Explainer.allRules(pattern))
        : names.stream().distinct().collect(Collectors.joining(", "));
  }

  private String rules(TimelineEvent event, Step step) {
    return rules(event, step.rules());
  }

  private String rules(TimelineEvent event, List<Integer> places) {
    return places.stream()
        .filter(place -> (event.roles() & (1L << place)) != 0)
        .map(place -> set.rules().get(pattern.rules().get(place)))
        .map(CompiledRule::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void append(List<List<String>> rows, StringBuilder text) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width =
            rows.stream()
                .filter(other -> other.size() > column)
                .mapToInt(other -> other.get(column).length())
                .max()
                .orElse(0);
        line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
