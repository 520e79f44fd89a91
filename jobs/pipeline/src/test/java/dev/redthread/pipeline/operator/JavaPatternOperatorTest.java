package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.cep.JavaPatterns;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.JarOfSources;
import dev.redthread.pipeline.TestLog;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.operator.Happening.Arrives;
import dev.redthread.pipeline.operator.Happening.WallClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A Java pattern in detect: restored, also at another parallelism, and its metrics. */
final class JavaPatternOperatorTest {
  private static final String ID = "in-java";
  private static final String DOCUMENT =
      """
      {title: Click, name: click, logsource: {category: activity},
       detection: {s: {activity: phish.clicked}, condition: s}}
      ---
      {title: Login, name: login, logsource: {category: activity},
       detection: {s: {activity: login.succeeded}, condition: s}}
      ---
      title: A login after a click
      id: in-java
      java:
        class: org.example.%s
        rules: [click, login]
        group-by: [person]
        timespan: 1h
      """;
  private static final String CLASS =
      """
      public final class %s implements Supplier<Pattern<Event, ?>> {
        public Pattern<Event, ?> get() {
          return Pattern.<Event>begin("click", AfterMatchSkipStrategy.noSkip())
              .where(SimpleCondition.of(event -> { %s return event.matches("click"); }))
              .followedByAny("login")
              .where(SimpleCondition.of(event -> event.matches("login")));
        }
      }
      """;
  private static final String OF_OMAR = "event.value(\"person\").get().equals(\"omar\")";

  @TempDir Path scratch;

  private PatternSet patterns(String name, String before) throws IOException {
    Jar jar = JarOfSources.of(name, CLASS.formatted(name, before), scratch);
    Loaded loaded =
        PatternFiles.loadTexts(
            Map.of("java.yml", DOCUMENT.formatted(name), jar.name(), jar.content()),
            TestLog.SOURCES.catalog(),
            JavaPatterns.LOADED);
    assertThat(loaded.hasErrors()).as(loaded.text()).isFalse();
    return loaded.set();
  }

  private static Arrives<Candidate> arrives(
      String id, long minute, Activity activity, String person) {
    Event event = Fixtures.ofPerson(id, minute, activity, person);
    long role = activity == Activity.PHISH_CLICKED ? 1 : 2;
    return new Arrives<>(
        new Candidate(
            ID,
            List.of(person),
            event,
            role,
            false,
            event.receivedTime(),
            OriginalBytes.compress(new byte[] {'{', '}'})));
  }

  private static Arrives<Candidate> click(String id, long minute, String person) {
    return arrives(id, minute, Activity.PHISH_CLICKED, person);
  }

  private static Arrives<Candidate> login(String id, long minute, String person) {
    return arrives(id, minute, Activity.LOGIN_SUCCEEDED, person);
  }

  private static List<String> open(List<Finding> revisions) {
    Map<String, Finding> latest = new TreeMap<>();
    revisions.forEach(finding -> latest.put(finding.id(), finding));
    return latest.values().stream()
        .filter(finding -> finding.status() == Finding.Status.OPEN)
        .map(
            finding ->
                finding.group().get(0).value()
                    + finding.chain().stream().map(link -> link.event().id()).toList()
                    + finding.events())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @FieldSource("dev.redthread.pipeline.operator.Variation#ALL")
  void findsTheSameHoweverItIsRestored(Variation variation) throws Exception {
    PatternSet patterns = patterns("Hooked", "");
    try (var replay = DetectOperatorTest.replay(patterns, new DetectorFactory(), variation)) {
      replay.run(
          List.of(
              new WallClock<>(1_000),
              click("c1", 10, "ann"),
              click("c2", 12, "omar"),
              login("l1", 20, "ann"),
              click("c3", 90, "lee"),
              login("l2", 30, "omar"),
              login("l0", 15, "ann"),
              login("l3", 151, "lee"),
              new WallClock<>(10_000)));

      assertThat(open(replay.output()))
          .containsExactly("ann[c1, l0][c1, l0, l1]", "omar[c2, l2][c2, l2]");
      replay.end();
    }
  }

  @Test
  void countsTheEventsAtWhichItsCodeFails() throws Exception {
    PatternSet patterns =
        patterns("Fails", "if (" + OF_OMAR + ") { throw new ArithmeticException(\"omar\"); }");
    RegisteredMetrics metrics = new RegisteredMetrics();
    try (var replay =
        DetectOperatorTest.replay(patterns, new DetectorFactory(), Variation.PLAIN, metrics)) {
      replay.run(
          List.of(
              click("c1", 10, "ann"),
              click("c2", 12, "omar"),
              login("l2", 13, "omar"),
              login("l1", 20, "ann")));

      assertThat(metrics.sum(ID, Metric.FAILED)).isEqualTo(2);
      assertThat(metrics.sum(ID, Metric.OFF)).isZero();
      assertThat(open(replay.output())).containsExactly("ann[c1, l1][c1, l1]");
    }
  }

  @Test
  void saysThatItIsSwitchedOffUntilItsJarIsAnother() throws Exception {
    PatternSet patterns =
        patterns(
            "Hangs",
            "while ("
                + OF_OMAR
                + " && !Thread.currentThread().isInterrupted()) { Thread.onSpinWait(); }");
    RegisteredMetrics metrics = new RegisteredMetrics();
    try (var replay =
        DetectOperatorTest.replay(patterns, new DetectorFactory(), Variation.PLAIN, metrics)) {
      replay.run(List.of(click("c1", 10, "ann"), login("l1", 20, "ann")));
      assertThat(metrics.sum(ID, Metric.OFF)).isZero();

      replay.run(List.of(click("c2", 12, "omar"), login("l2", 20, "omar")));

      assertThat(metrics.sum(ID, Metric.OFF)).isOne();
      assertThat(metrics.sum(ID, Metric.FAILED)).isZero();
      assertThat(open(replay.output())).containsExactly("ann[c1, l1][c1, l1]");
    }

    PatternSet mended = patterns("Hangs", "");
    RegisteredMetrics after = new RegisteredMetrics();
    try (var replay =
        DetectOperatorTest.replay(mended, new DetectorFactory(), Variation.PLAIN, after)) {
      replay.run(List.of(click("c2", 12, "omar"), login("l2", 20, "omar")));

      assertThat(after.sum(ID, Metric.OFF)).isZero();
      assertThat(open(replay.output())).containsExactly("omar[c2, l2][c2, l2]");
    }
  }
}
