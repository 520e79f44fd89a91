package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.incident.Entity;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a finding for the entity it is about.
 *
 * @param left whether the finding is about another entity now and holds no more for this one
 * @param suppressedUntil until when it may not page, on the received clock; null where nothing new
 *     is said of that
 */
public record EntityFinding(
    Entity entity, Finding finding, boolean left, @Nullable Long suppressedUntil) {

  /** One of which nothing is said that keeps it from paging. */
  public EntityFinding(Entity entity, Finding finding, boolean left) {
    this(entity, finding, left, null);
  }

  /** The key of the correlate operator: its hash is that of a text, the same everywhere. */
  public String key() {
    return entity.kind() + '\0' + entity.value();
  }
}
