package dev.redthread.incident;

import dev.redthread.incident.IncidentPage.Action;
import org.jspecify.annotations.Nullable;

/**
 * What the pager was told last under one dedup key.
 *
 * @param page the last page
 * @param since the wall clock of the first page, in milliseconds since 1970 UTC
 * @param resolveAt when to resolve it on the received clock, unless the finding that its finding
 *     was merged into turns up before
 */
record Paged(IncidentPage page, long since, @Nullable Long resolveAt) {

  String key() {
    return page.dedupKey();
  }

  boolean isOpen() {
    return page.action() != Action.RESOLVE;
  }

  Paged told(IncidentPage next) {
    return new Paged(next, since, null);
  }

  Paged resolvingAt(@Nullable Long time) {
    return new Paged(page, since, time);
  }

  /** The page that ends it. */
  IncidentPage resolution() {
    return new IncidentPage(
        Action.RESOLVE,
        page.dedupKey(),
        page.incident(),
        page.severity(),
        page.risk(),
        page.summary(),
        page.entity(),
        page.first(),
        page.last(),
        page.runbooks(),
        page.link(),
        page.owners());
  }
}
