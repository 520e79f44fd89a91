package dev.redthread.incident.document;

import dev.redthread.incident.IncidentPage;

/** A page as JSON: the body of the web hook. */
public final class PageDocument {

  private PageDocument() {}

  public static byte[] json(IncidentPage page) {
    return new JsonTree()
        .set("action", page.action().id())
        .set("dedup_key", page.dedupKey())
        .set("incident", page.incident())
        .set("severity", page.severity().id())
        .set("risk", page.risk())
        .set("summary", page.summary())
        .set("entity.kind", page.entity().kind())
        .set("entity.value", page.entity().value())
        .setTime("first", page.first())
        .setTime("last", page.last())
        .setArray("runbooks", page.runbooks())
        .setAll("owners", page.owners())
        .set("link", page.link())
        .bytes();
  }
}
