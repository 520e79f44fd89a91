package dev.redthread.incident;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a finding or from the passing of time.
 *
 * @param state what to keep; null when nothing is left
 * @param incidents the incidents that changed
 * @param pages what the person on call is to be told, in this order
 */
public record IncidentUpdate(
    @Nullable IncidentState state, List<Incident> incidents, List<IncidentPage> pages) {
  public IncidentUpdate {
    incidents = List.copyOf(incidents);
    pages = List.copyOf(pages);
  }
}
