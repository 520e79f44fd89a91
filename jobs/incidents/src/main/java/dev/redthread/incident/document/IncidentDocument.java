package dev.redthread.incident.document;

import dev.redthread.incident.Entity;
import dev.redthread.incident.Evidence;
import dev.redthread.incident.Incident;
import dev.redthread.incident.IncidentContent;
import dev.redthread.incident.IncidentContent.FindingRef;
import dev.redthread.incident.Related;

/** An incident as JSON, in ECS where ECS has a field for it. */
public final class IncidentDocument {

  private IncidentDocument() {}

  public static byte[] json(Incident incident) {
    IncidentContent content = incident.content();
    JsonTree json =
        new JsonTree()
            .setTime("@timestamp", incident.detected())
            .set("ecs.version", DocumentIndex.ECS_VERSION)
            .set("message", content.summary())
            .set("event.kind", "signal")
            .setTime("event.start", content.first())
            .setTime("event.end", content.last())
            .set("event.severity", content.severity().risk())
            .set("event.risk_score", content.risk());
    rules(content, json);
    AttackTags.of(content.tags()).write(json);
    entity(content.entity(), json);
    Related related = content.related();
    json.setAll("related.user", related.users())
        .setAll("related.hosts", related.hosts())
        .setAll("related.ip", related.addresses());
    incident(incident, json);
    return json.setObjects("redthread.findings", content.findings(), IncidentDocument::finding)
        .setObjects("redthread.evidence", content.evidence(), IncidentDocument::evidence)
        .setTime(DocumentStatus.WRITTEN, incident.version())
        .bytes();
  }

  private static void rules(IncidentContent content, JsonTree json) {
    json.setAll(
            "rule.id",
            content.findings().stream().map(part -> part.pattern().id()).distinct().toList())
        .setAll(
            "rule.name",
            content.findings().stream().map(part -> part.pattern().title()).distinct().toList())
        .setAll("rule.reference", content.runbooks())
        .setAll("rule.author", content.owners());
  }

  private static void entity(Entity entity, JsonTree json) {
    json.set("redthread.entity.kind", entity.kind()).set("redthread.entity.value", entity.value());
    switch (entity.kind()) {
      case "person", "user.email", "user.name" ->
          json.set(entity.value().indexOf('@') > 0 ? "user.email" : "user.name", entity.value());
      case "host.name" -> json.set("host.name", entity.value());
      default -> {
        // Any other kind is not the incident's own in ECS and stands in redthread.entity alone.
      }
    }
  }

  private static void incident(Incident incident, JsonTree json) {
    IncidentContent content = incident.content();
    json.set("redthread.incident.id", incident.id())
        .set("redthread.incident.revision", incident.revision())
        .set("redthread.incident.status", incident.status().id())
        .set("redthread.incident.into", incident.into())
        .set("redthread.incident.severity", content.severity().id())
        .set("redthread.incident.risk", content.risk())
        .set("redthread.incident.title", content.title())
        .set("redthread.incident.story", content.story())
        .set("redthread.incident.shadow", content.shadow())
        .set("redthread.incident.truncated", content.truncated())
        .setTime("redthread.incident.suppressed_until", content.suppressedUntil())
        .setTime("redthread.incident.settles_at", content.settlesAt())
        .set("redthread.incident.latency_ms", incident.latency())
        .set("redthread.incident.finding_count", content.findingCount())
        .set("redthread.incident.event_count", content.eventCount());
  }

  private static void finding(FindingRef finding, JsonTree json) {
    json.set("id", finding.id())
        .set("pattern", finding.pattern().id())
        .set("title", finding.pattern().title())
        .set("level", finding.pattern().level().id())
        .set("risk", finding.risk())
        .set("shadow", finding.pattern().shadow())
        .setTime("first", finding.first())
        .setTime("last", finding.last())
        .setTime("suppressed_until", finding.suppressedUntil());
  }

  private static void evidence(Evidence event, JsonTree json) {
    json.setTime("time", event.key().eventTime())
        .set("source", event.key().source())
        .set("activity", event.activity())
        .setAll("step", event.steps())
        .set("id", event.key().id())
        .setAll("user", event.users())
        .set("actor", event.actor())
        .setAll("host", event.hosts())
        .setAll("ip", event.addresses())
        .set("country", event.country())
        .set("user_agent", event.userAgent())
        .set("origin", event.origin());
  }
}
