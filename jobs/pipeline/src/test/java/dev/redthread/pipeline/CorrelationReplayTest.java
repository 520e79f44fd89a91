package dev.redthread.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.engine.PatternEvent;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.HeapTimelineState;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.Value;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Replays the correlation cases of another evaluator through the real screen and detector, and
 * compares how many correlations each event raises. What is decided otherwise here is listed in
 * docs/authoring.md and below.
 */
final class CorrelationReplayTest {
  private static final String CASES = "conformance/rsigma/correlation_replays.jsonl";

  /** Cases that come out otherwise, by name: what each step raises here, or why it is refused. */
  private static final Map<String, String> OTHER =
      Map.of(
          // Its evaluator can be told to forget a window that was satisfied; here windows slide.
          "test_correlation_events_with_reset_action",
          "0, 1, 1 for 0, 1",
          // `C:\\Users\\%User%` has a percent sign and then half a placeholder.
          "test_expand_modifier_with_correlation",
          "unknown-placeholder",
          // Collections of Sigma 1 are not part of Sigma 2.
          "test_repeat_rules_in_correlation",
          "missing-key sigma-1");

  private static final SourceCatalog ANYTHING =
      new SourceCatalog(
          List.of(
              new SourceInfo(
                  "json", List.of(), true, Duration.ZERO, Duration.ZERO, Set.of(), Map.of())));

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void raisesWhatTheOtherEvaluatorRaises() throws IOException {
    Optional<Path> file = find();
    if (file.isEmpty()) {
      return;
    }
    Map<String, String> otherwise = new TreeMap<>();
    List<String> lines = Files.readAllLines(file.get());
    for (String line : lines) {
      JsonNode replayed = JSON.readTree(line);
      String difference = difference(replayed);
      if (!difference.isEmpty()) {
        otherwise.put(replayed.path("test").asText(), difference);
      }
    }
    System.out.println(CASES + ": " + lines.size() + " cases, otherwise " + otherwise);
    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(otherwise).isEqualTo(new TreeMap<>(OTHER));
  }

  private static Optional<Path> find() {
    Path file =
        Path.of(System.getProperty("redthread.root", "../..")).resolve("../shared/" + CASES);
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    assertThat(Boolean.getBoolean("require.all")).as("%s is needed", file).isFalse();
    System.out.println(
        "LEFT OUT: correlations of another evaluator: no " + CASES + " in ../shared");
    return Optional.empty();
  }

  /** What comes out otherwise: for each step the expected and the actual number; or the errors. */
  private static String difference(JsonNode replayed) {
    Loaded loaded =
        PatternFiles.loadTexts(Map.of("rules.yml", replayed.path("rules").asText()), ANYTHING);
    if (loaded.hasErrors()) {
      return String.join(
          " ",
          loaded.diagnostics().stream()
              .filter(Diagnostic::isError)
              .map(diagnostic -> diagnostic.code().id())
              .distinct()
              .sorted()
              .toList());
    }
    Replayer replayer = new Replayer(loaded.set());
    List<String> steps = new ArrayList<>();
    boolean same = true;
    for (JsonNode step : replayed.path("steps")) {
      int raised = replayer.send(event(steps.size(), step));
      JsonNode expected = step.path("expect_correlations");
      boolean asExpected = expected.isMissingNode() || expected.asInt() == raised;
      same &= asExpected;
      steps.add(raised + (asExpected ? "" : " for " + expected.asInt()));
    }
    return same ? "" : String.join(", ", steps);
  }

  private static Event event(int number, JsonNode step) {
    Map<String, Value> fields = new HashMap<>();
    step.path("event")
        .properties()
        .forEach(field -> fields.put(field.getKey(), value(field.getValue())));
    long time = step.path("t").asLong() * 1_000;
    return new Event(
        "json",
        "e" + number,
        time,
        time,
        null,
        Fields.of(fields),
        new Origin("replay", 0, number + 1),
        false);
  }

  private static Value value(JsonNode value) {
    assertThat(value.isValueNode()).as("a single value: %s", value).isTrue();
    return value.isNumber() ? Value.of(value.decimalValue()) : Value.of(value.asText());
  }

  /** Screen and detector with a heap for their state, one level after the other. */
  private static final class Replayer {
    private final PatternSet patterns;
    private final Screen screen;
    private final Detector detector;
    private final Map<List<Object>, HeapTimelineState> states = new HashMap<>();

    Replayer(PatternSet patterns) {
      this.patterns = patterns;
      screen = Screen.compile(patterns);
      detector =
          new DetectorFactory()
              .create(patterns, Clock.fixed(Instant.EPOCH.plusSeconds(5_000), ZoneOffset.UTC));
    }

    /** How many correlations of which the event is a completing one are raised by it. */
    int send(Event event) {
      Set<String> raised = new HashSet<>();
      List<PatternEvent> completing = new ArrayList<>();
      screen.match(
          event,
          (pattern, group, roles) -> {
            Candidate candidate =
                new Candidate(
                    pattern.id(), group, event, roles, false, event.receivedTime(), new byte[0]);
            detector.onCandidate(
                candidate,
                states.computeIfAbsent(
                    List.of(pattern.id(), group), any -> new HeapTimelineState(new Dice(1))),
                event.receivedTime() - 1,
                finding -> {
                  if (isCorrelation(pattern) && finding.status() == Finding.Status.OPEN) {
                    raised.add(pattern.id() + group);
                  }
                });
            completing.addAll(detector.takePatternEvents());
          });
      int deeper = completing.stream().mapToInt(each -> send(each.event())).sum();
      return raised.size() + deeper;
    }

    private boolean isCorrelation(CompiledPattern pattern) {
      return !(pattern.shape() instanceof Shape.Single) && patterns.patterns().contains(pattern);
    }
  }
}
