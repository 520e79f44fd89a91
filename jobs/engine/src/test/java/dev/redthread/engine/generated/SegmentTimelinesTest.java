package dev.redthread.engine.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.LogEvent;
import dev.redthread.engine.reference.RefSegmented;
import dev.redthread.engine.reference.RefShape;
import dev.redthread.engine.reference.RefStep;
import dev.redthread.engine.reference.SegmentTimeline;
import dev.redthread.engine.reference.SegmentedReference;
import dev.redthread.event.Event;
import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.Value;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The timelines of {@code docs/semantics.md} for keys that change, each a test under its own name:
 * the reference finds what the page says, and the engine what the reference finds.
 */
class SegmentTimelinesTest {
  private static final SourceCatalog CATALOG =
      new SourceCatalog(
          List.of(
              new SourceInfo(
                  "log",
                  List.of(new Logsource("activity", null, null)),
                  false,
                  Duration.ZERO,
                  Duration.ZERO,
                  Set.of("kind", "k1", "k2", "k3"),
                  Map.of())));

  @TestFactory
  Stream<DynamicTest> findsWhatThePageSays() {
    return SegmentTimeline.all().stream()
        .map(timeline -> DynamicTest.dynamicTest(timeline.name(), () -> check(timeline)));
  }

  @Test
  void pageHasTimelinesForThis() {
    assertThat(SegmentTimeline.all()).hasSizeGreaterThan(8);
  }

  private static void check(SegmentTimeline timeline) {
    List<SegmentedReference.Found> found =
        new SegmentedReference(timeline.asked())
            .findings(timeline.events(), Long.MAX_VALUE).stream()
                .sorted(
                    Comparator.comparing(
                        (SegmentedReference.Found each) -> each.finding().chain().toString()))
                .toList();
    assertThat(found.stream().map(SegmentTimelinesTest::text).toList())
        .as(timeline.toString())
        .containsExactlyInAnyOrderElementsOf(
            timeline.expected().stream().map(SegmentTimelinesTest::text).toList());
    for (int seed = 1; seed <= 5; seed++) {
      engine(timeline, seed);
    }
  }

  private static String text(SegmentedReference.Found found) {
    return found.finding().chain().stream()
            .map(link -> link.event().id())
            .collect(Collectors.joining(" "))
        + " of "
        + found.group()
        + " out of "
        + new TreeSet<>(found.finding().shown())
        + " settles "
        + found.finding().settlesAt();
  }

  private static String text(SegmentTimeline.Found found) {
    Set<String> evidence = found.finding().evidence();
    Collection<String> all = evidence == null ? found.finding().chain() : evidence;
    return String.join(" ", found.finding().chain())
        + " of "
        + found.group()
        + " out of "
        + new TreeSet<>(all)
        + " settles "
        + (found.finding().settles() == null
            ? null
            : found.finding().settles() * SegmentTimeline.MINUTE);
  }

  private static void engine(SegmentTimeline timeline, long seed) {
    Dice dice = new Dice(seed);
    List<LogArrival> arrivals = new ArrayList<>();
    for (LogEvent event : dice.shuffled(timeline.events())) {
      arrivals.add(new LogArrival(event(event), false, 0));
    }
    ChainCase generated = new ChainCase(seed, patterns(timeline.asked()), arrivals);
    ChainRun.check(
        generated,
        Setting.of(dice),
        seed,
        UnaryOperator.identity(),
        new SegmentExpected(timeline.asked(), List.of("k1", "k2", "k3"), rule -> Set.of("log")));
  }

  private static Event event(LogEvent event) {
    Event made = GeneratedEvents.event(event.source(), event.id(), event.time(), 0);
    made = made.with(ChainCases.KIND, several(event.rules()));
    for (Map.Entry<String, Set<String>> field : event.fields().entrySet()) {
      made = made.with(field.getKey(), several(field.getValue()));
    }
    return made;
  }

  private static Value several(Set<String> texts) {
    return new Value.Many(texts.stream().sorted().map(Value::of).toList());
  }

  /** The pattern as a file would have it. */
  private static PatternSet patterns(RefSegmented asked) {
    StringBuilder file = new StringBuilder();
    new TreeSet<>(asked.rules().stream().flatMap(Set::stream).toList())
        .forEach(
            rule ->
                file.append(
                    """
                    {title: %s, id: %s, logsource: {category: activity},
                     detection: {s: {kind: %s}, condition: s}}
                    ---
                    """
                        .formatted(rule, rule, rule)));
    RefShape.Sequence sequence = (RefShape.Sequence) asked.pattern().shape();
    file.append("title: p\nid: p\nredthread: {risk: 50}\nsequence:\n  group-by: [k1]\n");
    file.append("  timespan: " + seconds(sequence.timespan()) + "\n  steps:\n");
    for (int step = 0; step < sequence.steps().size(); step++) {
      int key = asked.keyOf().get(step);
      boolean changes = step > 0 && key > asked.keyOf().get(step - 1);
      String change = changes ? ", group-by: [k" + (key + 1) + "]" : "";
      file.append(step(sequence.steps().get(step), asked.rules().get(step), change));
    }
    Loaded loaded = PatternFiles.loadTexts(Map.of("pattern.yml", file.toString()), CATALOG);
    assertThat(loaded.hasErrors()).as(file + loaded.text()).isFalse();
    return SegmentCases.sequenceOnly(loaded.set());
  }

  private static String step(RefStep step, Set<String> rules, String change) {
    boolean absence = step.kind() == RefStep.Kind.NOT;
    String times = step.least() + ".." + (step.most() == null ? "" : step.most());
    return "    - "
        + (absence ? "not" : step.name())
        + ": {rules: "
        + rules
        + change
        + (step.kind() == RefStep.Kind.OPTIONAL ? ", optional: true, risk: " + step.risk() : "")
        + (times.equals("1..1") ? "" : ", times: " + times)
        + (step.within() == null ? "" : ", within: " + seconds(step.within()))
        + (step.span() == null ? "" : ", span: " + seconds(step.span()))
        + "}\n";
  }

  private static String seconds(long millis) {
    return millis / 1_000 + "s";
  }
}
