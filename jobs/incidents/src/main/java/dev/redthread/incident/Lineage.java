package dev.redthread.incident;

import dev.redthread.engine.Finding.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where findings went: each to the open incident that it is part of now, itself or merged. */
final class Lineage {

  private final Map<String, KeptFinding> findings = new HashMap<>();
  private final Map<String, OpenGroup> groups = new HashMap<>();

  Lineage(List<KeptFinding> findings, List<OpenGroup> groups) {
    findings.forEach(finding -> this.findings.put(finding.id(), finding));
    for (OpenGroup group : groups) {
      group.findingIds().forEach(id -> this.groups.put(id, group));
    }
  }

  /** The open incident that a finding is part of. */
  Optional<OpenGroup> groupOf(String finding) {
    KeptFinding end = follow(finding);
    return end == null ? Optional.empty() : Optional.ofNullable(groups.get(end.id()));
  }

  /** The finding that one became part of; itself when it was not merged. */
  Optional<KeptFinding> endOf(String finding) {
    return Optional.ofNullable(follow(finding));
  }

  /** Whether a finding was merged into one that has not been seen here. */
  boolean isAwaited(String finding) {
    return findings.containsKey(finding) && follow(finding) == null;
  }

  /** Follows a finding through its mergers; null when that leads to one that is not known. */
  private @Nullable KeptFinding follow(String finding) {
    Set<String> passed = new HashSet<>();
    KeptFinding at = findings.get(finding);
    while (at != null && at.status() == Status.MERGED && at.into() != null && passed.add(at.id())) {
      at = findings.get(at.into());
    }
    return at;
  }
}
