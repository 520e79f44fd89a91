package dev.redthread.cli.testing;

import static java.util.stream.Collectors.joining;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.explain.Explainer;
import dev.redthread.engine.explain.GroupTimelines;
import dev.redthread.engine.explain.Naming;
import dev.redthread.engine.explain.TimelineText;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.testing.Offset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a failed test expected and what came of it, for people. */
final class Difference {
  private final CompiledPattern pattern;
  private final PatternSet set;
  private final Recording recording;
  private final Trial.Outcome outcome;

  Difference(CompiledPattern pattern, PatternSet set, Recording recording, Trial.Outcome outcome) {
    this.pattern = pattern;
    this.set = set;
    this.recording = recording;
    this.outcome = outcome;
  }

  /** Lines, each ended by a line feed. */
  String text() {
    StringBuilder text = new StringBuilder();
    outcome.problems().forEach(problem -> indent(problem, text));
    Heard plain = outcome.plain();
    if (plain != null) {
      indent(timelines(plain), text);
    }
    return text.toString();
  }

  private static void indent(String lines, StringBuilder text) {
    lines.lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  /** Of a pattern whose key changes the timelines of all its parts, in the order of the chain. */
  private String timelines(Heard heard) {
    Deque<CompiledPattern> parts = new ArrayDeque<>();
    for (Optional<CompiledPattern> part = Optional.of(pattern);
        part.isPresent();
        part = set.goesOnFrom(part.get())) {
      parts.addFirst(part.get());
    }
    StringBuilder all = new StringBuilder();
    int number = 0;
    for (CompiledPattern part : parts) {
      number++;
      if (parts.size() > 1) {
        all.append("part " + number + " of " + parts.size() + ", by ");
        all.append(part.groupBy().stream().map(GroupKey::name).collect(joining(", ")));
        all.append('\n');
      }
      all.append(timelines(part, heard));
    }
    return all.toString();
  }

  private String timelines(CompiledPattern part, Heard heard) {
    Naming naming = new ByOffset();
    GroupTimelines timelines = new GroupTimelines(part.id());
    heard.candidates().forEach(timelines::add);
    Map<List<String>, List<TimelineEvent>> groups = timelines.byGroup();
    Explainer explainer = new Explainer(part, set, naming);
    TimelineText text = new TimelineText(part, set, naming);
    if (groups.isEmpty()) {
      return "no event matches a rule of the pattern and has its group\n"
          + text.of(explainer.explain(List.of(), List.of(), recording.read()));
    }
    StringBuilder all = new StringBuilder();
    groups.forEach(
        (group, timeline) ->
            all.append(text.of(explainer.explain(group, timeline, recording.read()))));
    return all.toString();
  }

  /** Events by what the test calls them, times as it writes them. */
  private final class ByOffset implements Naming {
    @Override
    public String event(Event event) {
      return recording.name(event);
    }

    @Override
    public String time(long time) {
      return Offset.text(time - recording.test().start());
    }
  }
}
