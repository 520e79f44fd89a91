package dev.redthread.incident;

import java.util.ArrayList;
import java.util.List;

/**
 * Open findings of one entity that make one incident.
 *
 * @param id the incident's id
 * @param findings the findings, the earliest first
 */
record OpenGroup(String id, List<KeptFinding> findings) {

  OpenGroup {
    findings = List.copyOf(findings);
  }

  /** The groups of these findings, the earliest first; findings that hold no more make none. */
  static List<OpenGroup> of(Entity entity, List<KeptFinding> findings, long joinWithin) {
    List<OpenGroup> groups = new ArrayList<>();
    List<KeptFinding> group = new ArrayList<>();
    long end = 0;
    for (KeptFinding finding :
        findings.stream().filter(KeptFinding::isOpen).sorted(KeptFinding.ORDER).toList()) {
      if (!group.isEmpty() && finding.first() > end + joinWithin) {
        groups.add(of(entity, group));
        group.clear();
      }
      end = group.isEmpty() ? finding.end() : Math.max(end, finding.end());
      group.add(finding);
    }
    if (!group.isEmpty()) {
      groups.add(of(entity, group));
    }
    return groups;
  }

  private static OpenGroup of(Entity entity, List<KeptFinding> group) {
    return new OpenGroup(StableId.of(entity.kind(), entity.value(), group.get(0).id()), group);
  }

  long last() {
    return findings.stream().mapToLong(KeptFinding::end).max().orElseThrow();
  }

  List<String> findingIds() {
    return findings.stream().map(KeptFinding::id).toList();
  }
}
