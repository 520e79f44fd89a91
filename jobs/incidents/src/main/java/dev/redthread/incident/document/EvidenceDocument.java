package dev.redthread.incident.document;

import dev.redthread.event.Event;
import dev.redthread.incident.Evidence;
import dev.redthread.incident.StableId;

/** An event of a published chain with its original, as JSON. */
public final class EvidenceDocument {

  private EvidenceDocument() {}

  /** The id of its document: the same for every chain that the event is part of. */
  public static String id(Event event) {
    return StableId.of(event.source(), event.id());
  }

  /**
   * The document.
   *
   * @param original the bytes as they were received, not compressed; empty where they are not kept
   */
  public static byte[] json(Event event, byte[] original) {
    Evidence evidence = Evidence.of(event);
    JsonTree json =
        new JsonTree()
            .setTime("@timestamp", event.eventTime())
            .set("ecs.version", DocumentIndex.ECS_VERSION)
            .set("event.kind", "event")
            .set("event.id", event.id())
            .set("event.dataset", event.source())
            .setTime("event.created", event.receivedTime());
    if (original.length > 0) {
      Original.write(original, false, json);
    }
    return json.setAll("source.ip", evidence.addresses())
        .set("source.geo.country_iso_code", evidence.country())
        .set("user_agent.original", evidence.userAgent())
        .setAll("related.user", evidence.users())
        .setAll("related.hosts", evidence.hosts())
        .setAll("related.ip", evidence.addresses())
        .set("redthread.activity", evidence.activity())
        .set("redthread.origin", evidence.origin())
        .set("redthread.clamped", event.clamped())
        .bytes();
  }
}
