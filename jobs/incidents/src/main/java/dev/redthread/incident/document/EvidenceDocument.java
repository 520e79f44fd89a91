package dev.redthread.incident.document;

import dev.redthread.event.Actor;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.incident.Evidence;
import dev.redthread.incident.StableId;
import dev.redthread.normalize.enrich.Enrichment;
import dev.redthread.normalize.link.PersonLink;
import java.util.ArrayList;
import java.util.List;

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
        .setAll("source.geo.city_name", texts(event, "source.geo.city_name"))
        .setLongs("source.as.number", numbers(event, "source.as.number"))
        .setAll("source.as.organization.name", texts(event, "source.as.organization.name"))
        .setAll("source.network.name", texts(event, "source.network.name"))
        .set("user_agent.original", evidence.userAgent())
        .setAll("related.user", evidence.users())
        .setAll("related.hosts", evidence.hosts())
        .setAll("related.ip", evidence.addresses())
        .setAll(Actor.KIND, texts(event, Actor.KIND))
        .setAll(Actor.ID, texts(event, Actor.ID))
        .setAll(Actor.OWNER, texts(event, Actor.OWNER))
        .setAll("redthread.watchlist", texts(event, Enrichment.WATCH_LISTS))
        .setAll("redthread.attributes", attributes(event))
        .set("redthread.link", PersonLink.of(event).orElse(null))
        .set("redthread.activity", evidence.activity())
        .set("redthread.origin", evidence.origin())
        .set("redthread.clamped", event.clamped())
        .bytes();
  }

  private static List<String> texts(Event event, String field) {
    Value value = event.field(field);
    return value == null
        ? List.of()
        : value.each().stream()
            .filter(each -> !(each instanceof Value.Nil))
            .map(Value::text)
            .toList();
  }

  /** Whole numbers only: a source that is taken as it is may have anything there. */
  private static List<Long> numbers(Event event, String field) {
    Value value = event.field(field);
    return value == null
        ? List.of()
        : value.each().stream()
            .filter(Value.Whole.class::isInstance)
            .map(each -> ((Value.Whole) each).value())
            .toList();
  }

  private static List<String> attributes(Event event) {
    List<String> attributes = new ArrayList<>();
    for (String name : event.fields().names()) {
      if (name.startsWith(Enrichment.OWN)
          && !name.equals(Enrichment.WATCH_LISTS)
          && !Actor.FIELDS.contains(name)) {
        texts(event, name)
            .forEach(text -> attributes.add(name.substring(Enrichment.OWN.length()) + "=" + text));
      }
    }
    return attributes;
  }
}
