package dev.redthread.incident;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A finding that may page, and those like it that may not for some time.
 *
 * @param told the id of the finding that may
 * @param until when the time is over, on the received clock in milliseconds since 1970 UTC
 * @param waiting the first of those that may not, in the order in which they came; one of them may
 *     page instead when {@code told} turns out not to hold
 */
public record Suppressed(String told, long until, List<Finding> waiting) {

  /** How many wait; more than these are suppressed as well, and take nobody's place. */
  static final int MOST_WAITING = 16;

  public Suppressed {
    waiting = List.copyOf(waiting);
  }

  /** Whether a finding is one of those that wait. */
  boolean holds(String finding) {
    return waiting.stream().anyMatch(each -> each.id().equals(finding));
  }

  /** With a finding among those that wait, in its place if it was there. */
  Suppressed with(Finding finding) {
    List<Finding> now = new ArrayList<>(waiting);
    if (holds(finding.id())) {
      now.replaceAll(each -> each.id().equals(finding.id()) ? finding : each);
    } else if (now.size() < MOST_WAITING) {
      now.add(finding);
    }
    return new Suppressed(told, until, now);
  }

  /** Without a finding that waited. */
  Suppressed without(String finding) {
    return new Suppressed(
        told, until, waiting.stream().filter(each -> !each.id().equals(finding)).toList());
  }

  /** With another finding that may page in place of the one that did. */
  Suppressed passedTo(String finding, long newUntil) {
    return new Suppressed(finding, newUntil, without(finding).waiting);
  }

  /**
   * The findings of an entity, where one that a finding was merged into may page if that one could:
   * otherwise the page of a chain would end because the chain turned out to be longer.
   */
  static List<KeptFinding> released(Collection<KeptFinding> findings) {
    Lineage lineage = new Lineage(List.copyOf(findings), List.of());
    Set<String> heirs = new HashSet<>();
    for (KeptFinding finding : findings) {
      if (finding.status() == Status.MERGED && finding.suppressedUntil() == null) {
        Optional<KeptFinding> end = lineage.endOf(finding.id());
        end.ifPresent(heir -> heirs.add(heir.id()));
      }
    }
    List<KeptFinding> after = new ArrayList<>();
    for (KeptFinding finding : findings) {
      boolean inherits = finding.suppressedUntil() != null && heirs.contains(finding.id());
      after.add(inherits ? finding.released() : finding);
    }
    return after;
  }
}
