package dev.redthread.incident.document;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.event.Event;
import dev.redthread.incident.Entity;
import java.util.Locale;

/** A finding as JSON. */
public final class FindingDocument {

  private FindingDocument() {}

  /** One line of a backtest's output, without the line end. */
  public static byte[] line(Finding finding) {
    return contract(finding).bytes();
  }

  /** The same with what the index shows and searches in addition. */
  public static byte[] indexed(Finding finding) {
    Entity entity = Entity.of(finding);
    return contract(finding)
        .setTime("@timestamp", finding.detected())
        .set("ecs.version", DocumentIndex.ECS_VERSION)
        .set("event.kind", "signal")
        .set("risk", finding.risk())
        .set("shadow", finding.pattern().shadow())
        .setAll("tags", finding.pattern().tags())
        .set("runbook", finding.pattern().runbook())
        .set("owner", finding.pattern().response().owner())
        .set("paging", finding.pattern().response().paging().id())
        .set("entity.kind", entity.kind())
        .set("entity.value", entity.value())
        .setAll(
            "groupValues",
            finding.group().stream().map(part -> part.field() + "=" + part.value()).toList())
        .setTime(DocumentStatus.WRITTEN, finding.version())
        .bytes();
  }

  private static JsonTree contract(Finding finding) {
    JsonTree json =
        new JsonTree()
            .set("id", finding.id())
            .set("revision", finding.revision())
            .set("status", finding.status().name().toLowerCase(Locale.ROOT))
            .set("into", finding.into())
            .setTime("settlesAt", finding.settlesAt())
            .set("pattern.id", finding.pattern().id())
            .set("pattern.title", finding.pattern().title())
            .set("pattern.level", finding.pattern().level().id())
            .setEmptyObject("group");
    for (GroupValue part : finding.group()) {
      json.setPlain("group", part.field(), part.value());
    }
    json.setTime("first", finding.first())
        .setTime("last", finding.last())
        .setTime("detected", finding.detected())
        .set("truncated", finding.truncated())
        .setObjects("chain", finding.chain(), FindingDocument::link)
        .setArray("events", finding.events())
        .set("eventCount", finding.eventCount());
    if (finding.eventCountIsLowerBound()) {
      json.set("eventCountIsLowerBound", true);
    }
    return json.setTime("completeSince", finding.completeSince());
  }

  static void link(Finding.Link link, JsonTree json) {
    Event event = link.event();
    json.set("step", link.step())
        .set("event", event.id())
        .setTime("time", event.eventTime())
        .set("source", event.source());
  }
}
