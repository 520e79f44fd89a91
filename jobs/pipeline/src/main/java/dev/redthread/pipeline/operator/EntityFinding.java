package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.incident.Entity;

/**
 * A revision of a finding for the entity it is about.
 *
 * @param left whether the finding is about another entity now and holds no more for this one
 */
public record EntityFinding(Entity entity, Finding finding, boolean left) {

  /** The key of the correlate operator: its hash is that of a text, the same everywhere. */
  public String key() {
    return entity.kind() + '\0' + entity.value();
  }
}
