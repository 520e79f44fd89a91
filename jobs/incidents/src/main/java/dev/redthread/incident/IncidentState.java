package dev.redthread.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything kept of one entity between two findings.
 *
 * <p><i>Cost:</i> bounded by {@link IncidentSettings#mostFindings()}; read and written as a whole,
 * which suits the few findings that one entity has.
 */
public final class IncidentState {

  private final Entity entity;
  private final List<KeptFinding> findings;
  private final List<Published> published;
  private final List<Paged> paged;

  IncidentState(
      Entity entity, List<KeptFinding> findings, List<Published> published, List<Paged> paged) {
    this.entity = entity;
    this.findings = List.copyOf(findings);
    this.published = List.copyOf(published);
    this.paged = List.copyOf(paged);
  }

  public Entity entity() {
    return entity;
  }

  List<KeptFinding> findings() {
    return findings;
  }

  List<Published> published() {
    return published;
  }

  List<Paged> paged() {
    return paged;
  }

  boolean isEmpty() {
    return findings.isEmpty() && published.isEmpty() && paged.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IncidentState that
        && entity.equals(that.entity)
        && findings.equals(that.findings)
        && published.equals(that.published)
        && paged.equals(that.paged);
  }

  @Override
  public int hashCode() {
    return List.of(entity, findings, published, paged).hashCode();
  }

  @Override
  public String toString() {
    return entity + " " + findings + " " + published + " " + paged;
  }
}
