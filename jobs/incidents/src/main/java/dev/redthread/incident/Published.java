package dev.redthread.incident;

import dev.redthread.incident.Incident.Status;
import dev.redthread.pattern.compiled.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last revision of an incident that went out, by what its next one needs.
 *
 * @param findings the ids of its findings when it last held
 */
record Published(
    String id,
    int revision,
    long version,
    Status status,
    @Nullable String into,
    long detected,
    long latency,
    String title,
    String story,
    Level severity,
    int risk,
    boolean shadow,
    long first,
    long last,
    List<String> findings) {

  Published {
    findings = List.copyOf(findings);
  }

  static Published of(Incident incident, List<String> findings) {
    IncidentContent content = incident.content();
    return new Published(
        incident.id(),
        incident.revision(),
        incident.version(),
        incident.status(),
        incident.into(),
        incident.detected(),
        incident.latency(),
        content.title(),
        content.story(),
        content.severity(),
        content.risk(),
        content.shadow(),
        content.first(),
        content.last(),
        findings);
  }

  /** What is still known of the incident when its findings are not at hand. */
  IncidentContent outline(Entity entity) {
    return new IncidentContent(
        entity, title, story, severity, risk, shadow, null, false, null, first, last, null, false,
        0, 0, List.of(), List.of());
  }

  /** The next revision. */
  Incident next(
      Status newStatus, @Nullable String newInto, long wallClock, IncidentContent content) {
    return new Incident(
        id,
        revision + 1,
        Math.max(version + 1, wallClock),
        newStatus,
        newInto,
        detected,
        latency,
        content);
  }
}
