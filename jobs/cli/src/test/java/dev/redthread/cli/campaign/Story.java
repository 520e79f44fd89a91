package dev.redthread.cli.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines of a recorded log, told person by person and written in received order. */
final class Story {
  private final List<RecordedEvent> events = new ArrayList<>();
  private final StringBuilder findings = new StringBuilder();
  private final StringBuilder quiet = new StringBuilder();

  /** A line that is received so long after it happened. */
  void tell(String source, Instant at, Duration delay, ObjectNode event) {
    events.add(new RecordedEvent(source, at.plus(delay), event));
  }

  /** The recorded log. */
  String log() {
    StringBuilder log = new StringBuilder();
    events.stream()
        .sorted(Comparator.comparing(RecordedEvent::received))
        .forEach(event -> log.append(event.line()).append('\n'));
    return log.toString();
  }

  /** Begins a finding that must be open at the end; {@link #link} adds to its chain. */
  Story expect(String about, Pattern pattern, String field, String value) {
    findings.append("\n  - about: ").append(quoted(about));
    findings.append("\n    pattern: ").append(pattern.id()).append("  # ").append(pattern.file());
    findings.append("\n    field: ").append(field);
    findings.append("\n    value: ").append(value);
    findings.append("\n    chain:");
    return this;
  }

  Story link(String step, String event) {
    findings.append("\n      - {step: ").append(step).append(", event: ").append(event).append('}');
    return this;
  }

  Story links(String step, List<String> of) {
    of.forEach(event -> link(step, event));
    return this;
  }

  void quiet(String value, String about) {
    quiet.append("\n  - value: ").append(value).append("\n    about: ").append(quoted(about));
  }

  String findings() {
    return findings.toString();
  }

  String quiet() {
    return quiet.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A pattern by its file. */
  record Pattern(String file, String id) {
    static final Pattern BULK_EXPORT =
        new Pattern("risky-login-then-bulk-export", "766f1fdc-a25b-4be5-a4aa-53c2e9cd01d1");
    static final Pattern HANDED_OVER =
        new Pattern("bulk-export-handed-over", "792e2ebf-5f58-4cdc-89a0-26855903e94b");
    static final Pattern ANALYTICS_EXPORT =
        new Pattern("risky-login-then-analytics-export", "e8dd427a-643f-4a3f-9037-542a1b5a6c49");
    static final Pattern MFA_FATIGUE =
        new Pattern("mfa-fatigue", "fd97b265-2d38-48fd-a397-3a21d2558e2c");
    static final Pattern FACTOR_ADDED =
        new Pattern("factor-added-after-denied-push", "1f88158a-335e-4386-851f-ec3e76f7c6ab");
  }
}
