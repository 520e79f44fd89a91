package dev.redthread.engine.reference;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That an event completes the pattern.
 *
 * @param ties two completions with a common event here are one finding
 * @param evidence all its events
 * @param risk of the optional steps of its chain
 */
public record RefCompletion(
    RefEvent event,
    List<RefLink> chain,
    Set<RefEvent> ties,
    Set<RefEvent> evidence,
    @Nullable Long settlesAt,
    int risk) {
  public RefCompletion {
    chain = List.copyOf(chain);
    ties = Set.copyOf(ties);
    evidence = Set.copyOf(evidence);
  }
}
