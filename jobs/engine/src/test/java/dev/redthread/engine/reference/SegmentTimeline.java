package dev.redthread.engine.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A timeline of {@code docs/semantics.md} for a sequence whose key changes: {@code >>} stands where
 * it does, and behind an event stand its values of the keys in turn.
 *
 * @param name the heading it stands under
 * @param expected the findings, in any order
 */
public record SegmentTimeline(
    String name, RefSegmented asked, List<LogEvent> events, List<Found> expected) {

  /** A finding, and the values of all keys. */
  public record Found(WorkedTimeline.Expected finding, List<String> group) {}

  /** The page counts in minutes; what the engine and the reference say here is milliseconds. */
  public static final long MINUTE = 60_000;

  static boolean changesKey(String line) {
    return line.startsWith("pattern ") && line.contains(" >> ");
  }

  /** Every such timeline of the page. */
  public static List<SegmentTimeline> all() {
    return WorkedTimeline.blocks().stream()
        .filter(block -> block.lines().stream().anyMatch(SegmentTimeline::changesKey))
        .map(block -> read(block.heading(), block.lines()))
        .toList();
  }

  private static SegmentTimeline read(String heading, List<String> block) {
    String pattern = "";
    long timespan = 0;
    List<LogEvent> events = new ArrayList<>();
    List<Found> expected = new ArrayList<>();
    for (String line : block) {
      String[] words = line.split(" +", 2);
      switch (words[0]) {
        case "pattern" -> pattern = words[1].strip();
        case "timespan" -> timespan = Long.parseLong(words[1]);
        case "events" -> List.of(words[1].split(" +")).forEach(text -> events.add(event(text)));
        case "finding" -> expected.add(found(words[1]));
        case "no" -> expected.clear();
        default -> throw new IllegalArgumentException(heading + ": " + line);
      }
    }
    return new SegmentTimeline(heading, asked(pattern, timespan), events, expected);
  }

  private static RefSegmented asked(String text, long timespan) {
    RefPattern plain = PatternText.read(text.replace(">>", ">"), timespan, Map.of(), "", false);
    RefShape.Sequence sequence = (RefShape.Sequence) plain.shape();
    List<Integer> keyOf = new ArrayList<>();
    String[] parts = text.split(" >> ");
    for (int key = 0; key < parts.length; key++) {
      int steps = parts[key].split(" > ").length;
      keyOf.addAll(Collections.nCopies(steps, key));
    }
    List<Set<String>> rules = new ArrayList<>();
    List<RefStep> steps = new ArrayList<>();
    List<RefRule> places = new ArrayList<>();
    for (RefStep step : sequence.steps()) {
      Set<String> names =
          step.rules().stream()
              .map(rule -> plain.rules().get(rule).name())
              .collect(Collectors.toCollection(TreeSet::new));
      places.add(new RefRule(String.join("|", names), 0));
      rules.add(names);
      steps.add(
          new RefStep(
              step.name(),
              Set.of(steps.size()),
              step.kind(),
              step.risk(),
              step.least(),
              step.most(),
              minutes(step.within()),
              minutes(step.span())));
    }
    List<List<String>> keys = new ArrayList<>();
    for (int key = 1; key <= parts.length; key++) {
      keys.add(List.of("k" + key));
    }
    return new RefSegmented(
        new RefPattern(
            "p",
            List.of(),
            plain.risk(),
            places,
            new RefShape.Sequence(timespan * MINUTE, steps, true, Set.of(), false)),
        rules,
        keys,
        keyOf);
  }

  private static @Nullable Long minutes(@Nullable Long minutes) {
    return minutes == null ? null : Long.valueOf(minutes * MINUTE);
  }

  /** Reads {@code AB1(p,i)@5}; a key that is not there is a dash. */
  private static LogEvent event(String text) {
    String[] named = text.split("[(@)]+");
    Map<String, Set<String>> fields = new HashMap<>();
    String[] values = named[1].split(",");
    for (int key = 0; key < values.length; key++) {
      if (!values[key].equals("-")) {
        fields.put("k" + (key + 1), Set.of(values[key].split("\\+")));
      }
    }
    return new LogEvent(
        Long.parseLong(named[2]) * MINUTE,
        "log",
        named[0],
        fields,
        Set.copyOf(PatternText.letters(named[0])),
        List.of());
  }

  private static Found found(String text) {
    List<String> group = List.of();
    for (String part : text.split("; ")) {
      if (part.startsWith("group ")) {
        group = List.of(part.split(" +")).subList(1, part.split(" +").length);
      }
    }
    return new Found(WorkedTimeline.expected(text), group);
  }
}
