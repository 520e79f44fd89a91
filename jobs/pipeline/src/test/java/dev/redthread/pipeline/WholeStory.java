package dev.redthread.pipeline;

import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.operator.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A recorded log that, when {@value #HALF} of its minutes have passed, has left something in every
 * state of every operator: devices with and without an owner, a name, half-finished chains, a burst
 * beyond the budget, completions that wait, patterns of patterns, a pattern that was changed, pages
 * that keep others from paging.
 */
final class WholeStory {
  static final int HALF = 30;

  private static final int BUDGET = 8;
  private static final Instant BEGIN = Instant.parse("2026-11-09T10:00:00Z");

  private static final String HOOKED =
      """
      title: A login after a click
      id: hooked
      level: high
      sequence:
        group-by: person
        timespan: 2h
        steps: [{click: {rule: click}}, {login: {rule: login}}]
      redthread: {suppress: {for: 30d}}
      """;

  private static final String PATTERNS =
      """
      {title: Click, id: click, logsource: {category: activity},
       detection: {s: {activity: phish.clicked}, condition: s}}
      ---
      {title: Fail, id: fail, logsource: {category: activity},
       detection: {s: {activity: login.failed}, condition: s}}
      ---
      {title: Login, id: login, logsource: {category: activity},
       detection: {s: {activity: login.succeeded}, condition: s}}
      ---
      {title: Revoked, id: revoked, logsource: {category: activity},
       detection: {s: {activity: session.revoked}, condition: s}}
      ---
      {title: Export, id: export, logsource: {category: activity},
       detection: {s: {activity: data.exported}, condition: s}}
      ---
      title: An export after a phished login
      id: phished
      level: high
      sequence:
        group-by: person
        timespan: 2h
        steps: [{click: {rule: click}}, {login: {rule: login}}, {export: {rule: export}}]
      ---
      %s---
      title: A login that nobody revoked
      id: unrevoked
      level: high
      sequence:
        group-by: person
        timespan: 1h
        steps: [{login: {rule: login}}, {not: {rule: revoked, within: 20m}}]
      ---
      title: Guesses at a password
      id: guesses
      correlation:
        type: event_count
        rules: fail
        group-by: [person, source.ip]
        timespan: 10m
        condition: {gte: 3}
      ---
      title: A guessed password
      id: guessed
      level: critical
      sequence:
        group-by: [person, source.ip]
        timespan: 30m
        steps: [{tries: {rule: guesses}}, {login: {rule: login}}]
      """
          .formatted(HOOKED);

  private WholeStory() {}

  /** The patterns with which a job is started. */
  static String patternsAtFirst() {
    return PATTERNS.replace(HOOKED, HOOKED.replace("2h", "10m"));
  }

  /** The patterns that are in force before the first half is over. */
  static String patterns() {
    return PATTERNS;
  }

  static Settings settings() {
    Loaded loaded =
        PatternFiles.loadTexts(Map.of("story.yml", PATTERNS), TestLog.SOURCES.catalog());
    if (loaded.hasErrors()) {
      throw new IllegalStateException(loaded.text());
    }
    return new Settings(
        loaded.set(),
        TestLog.SOURCES.mappings(),
        IdentityAliases.NONE,
        new DetectorFactory(DetectorOptions.DEFAULT.withBudget(BUDGET).withProgress(true)),
        // What is remembered of a document must not have gone when an old savepoint is read.
        new IncidentSettings(Duration.ofHours(24), Duration.ofDays(3_650), Level.HIGH, 500, null),
        Duration.ofDays(400),
        new Documents("redthread"));
  }

  private record Line(int minute, String text) {

    static Line of(int minute, String type, String id, String more) {
      Instant time = BEGIN.plusSeconds(60L * minute);
      return new Line(
          minute,
          "{\"source\":\"test.log\",\"received\":\"%1$s\",\"event\":{\"id\":\"%2$s\",\"at\":\"%1$s\",\"type\":\"%3$s\",%4$s}}"
              .formatted(time, id, type, more));
    }
  }

  /** The lines of the log, and how many of them lie in the first half. */
  record Log(List<String> lines, int firstHalf) {}

  static Log log() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String person = "\"user\":\"p%d@example.com\",\"ip\":\"203.0.113.%d\"".formatted(i, i);
      String device = "\"device\":\"d%d\"".formatted(i);
      lines.add(Line.of(i, "click", "c" + i, device));
      lines.add(Line.of(i % 2 == 0 ? 9 : 39, "link", "k" + i, device + "," + person));
      for (int n = 0; n < 3; n++) {
        lines.add(Line.of(5 + n, "fail", "f" + i + n, person));
      }
      lines.add(Line.of(12 + i, "login", "l" + i, person));
      lines.add(Line.of(14 + i, "login", "m" + i, person));
      lines.add(Line.of(i == 1 ? 31 : 50, "revoke", "r" + i, person));
      lines.add(Line.of(40 + i, "export", "e" + i, person));
    }
    for (int n = 0; n < 2 * BUDGET; n++) {
      lines.add(Line.of(10 + n, "click", "b" + n, "\"user\":\"many@example.com\""));
    }
    lines.add(Line.of(6, "click", "cn", "\"login\":\"nora-n\""));
    lines.add(Line.of(16, "login", "ln", "\"user\":\"nora@example.com\",\"login\":\"nora-n\""));
    lines.add(Line.of(42, "export", "en", "\"login\":\"nora-n\""));
    lines.add(Line.of(45, "login", "lm", "\"user\":\"many@example.com\""));
    lines.add(new Line(20, "{\"source\":\"test.log\",\"received\":"));
    lines.sort(Comparator.comparingInt(Line::minute));
    return new Log(
        lines.stream().map(Line::text).toList(),
        (int) lines.stream().filter(line -> line.minute() <= HALF).count());
  }
}
