package dev.redthread.incident;

import dev.redthread.incident.IncidentPage.Action;
import dev.redthread.pattern.compiled.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is told what.
 *
 * <p>The dedup key sticks to the findings that were told of, not to the incident: so whatever they
 * join, part from or are merged into, they page no second time. An incident with several keys goes
 * on under the one that paged first; a key that no open incident of that severity has is resolved.
 *
 * <p><i>Thread safety:</i> immutable.
 */
final class PageRules {

  /**
   * How long, on the received clock, a page waits for the finding that its finding was merged into,
   * before it is resolved; both come from the same evaluation, so any time is enough.
   */
  private static final long MERGER_WAIT = 60_000;

  private final IncidentSettings settings;

  PageRules(IncidentSettings settings) {
    this.settings = settings;
  }

  /**
   * What follows for the pager.
   *
   * @param findings the findings, with the keys they were told of under
   * @param paged what the pager knows
   * @param pages what to tell it now
   */
  record Outcome(List<KeptFinding> findings, List<Paged> paged, List<IncidentPage> pages) {}

  Outcome onChange(
      List<KeptFinding> findings,
      List<OpenGroup> groups,
      Map<String, IncidentContent> contents,
      List<Paged> paged,
      long wallClock,
      long receivedClock) {
    Map<String, Paged> ledger = new LinkedHashMap<>();
    paged.forEach(entry -> ledger.put(entry.key(), entry));
    Lineage lineage = new Lineage(findings, groups);
    Map<String, Set<String>> keys = keysByGroup(findings, lineage);
    Map<String, String> keyOfGroup = new HashMap<>();
    Set<String> used = new HashSet<>();
    List<IncidentPage> pages = new ArrayList<>();
    for (OpenGroup group : mostSevereFirst(groups, contents)) {
      IncidentContent content = IncidentBook.content(contents, group.id());
      String key = key(group, content, keys.getOrDefault(group.id(), Set.of()), ledger);
      if (key != null) {
        keyOfGroup.put(group.id(), key);
        if (isPageable(content)) {
          used.add(key);
          tell(key, group, content, ledger, wallClock, pages);
        }
      }
    }
    List<KeptFinding> told = findings.stream().map(f -> told(f, lineage, keyOfGroup)).toList();
    Set<String> awaited = awaited(told, lineage);
    resolve(ledger, used, awaited, receivedClock, pages);
    return new Outcome(told, stillKnown(ledger.values().stream().toList(), told), pages);
  }

  Outcome onClock(List<KeptFinding> findings, List<Paged> paged, long receivedClock) {
    List<IncidentPage> pages = new ArrayList<>();
    List<Paged> after = new ArrayList<>();
    for (Paged entry : paged) {
      if (entry.resolveAt() != null && entry.resolveAt() <= receivedClock) {
        IncidentPage page = entry.resolution();
        pages.add(page);
        after.add(entry.told(page));
      } else {
        after.add(entry);
      }
    }
    return new Outcome(findings, stillKnown(after, findings), pages);
  }

  /** The keys of an incident: those of its findings and of what was merged into them. */
  private static Map<String, Set<String>> keysByGroup(List<KeptFinding> findings, Lineage lineage) {
    Map<String, Set<String>> keys = new HashMap<>();
    for (KeptFinding finding : findings) {
      String key = finding.dedupKey();
      if (key != null) {
        lineage
            .groupOf(finding.id())
            .ifPresent(group -> keys.computeIfAbsent(group.id(), id -> new HashSet<>()).add(key));
      }
    }
    return keys;
  }

  /** The most severe incident speaks for a key that two parts of a former incident share. */
  private static List<OpenGroup> mostSevereFirst(
      List<OpenGroup> groups, Map<String, IncidentContent> contents) {
    return groups.stream()
        .sorted(
            Comparator.<OpenGroup, Level>comparing(
                    group -> IncidentBook.content(contents, group.id()).severity())
                .reversed())
        .toList();
  }

  private @Nullable String key(
      OpenGroup group, IncidentContent content, Set<String> keys, Map<String, Paged> ledger) {
    return keys.stream()
        .min(
            Comparator.<String>comparingLong(key -> since(ledger.get(key)))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(isPageable(content) ? group.id() : null);
  }

  private static long since(@Nullable Paged entry) {
    return entry == null ? Long.MAX_VALUE : entry.since();
  }

  private boolean isPageable(IncidentContent content) {
    Level severity = content.pageSeverity();
    return severity != null
        && (content.alwaysPages() || severity.compareTo(settings.pageFrom()) >= 0);
  }

  private static Level severity(IncidentContent content) {
    Level severity = content.pageSeverity();
    return severity == null ? content.severity() : severity;
  }

  private void tell(
      String key,
      OpenGroup group,
      IncidentContent content,
      Map<String, Paged> ledger,
      long wallClock,
      List<IncidentPage> pages) {
    Paged known = ledger.get(key);
    if (known == null || !known.isOpen()) {
      IncidentPage page = page(Action.TRIGGER, key, group, content);
      ledger.put(key, known == null ? new Paged(page, wallClock, null) : known.told(page));
      pages.add(page);
    } else if (severity(content).compareTo(known.page().severity()) > 0) {
      IncidentPage page = page(Action.UPDATE, key, group, content);
      ledger.put(key, known.told(page));
      pages.add(page);
    } else if (known.resolveAt() != null) {
      ledger.put(key, known.resolvingAt(null));
    }
  }

  private IncidentPage page(Action action, String key, OpenGroup group, IncidentContent content) {
    String link = settings.link();
    return new IncidentPage(
        action,
        key,
        group.id(),
        severity(content),
        content.risk(),
        content.summary(),
        content.entity(),
        content.first(),
        content.last(),
        content.runbooks(),
        link == null ? null : link.replace("{id}", group.id()),
        content.owners());
  }

  private static KeptFinding told(
      KeptFinding finding, Lineage lineage, Map<String, String> keyOfGroup) {
    String key =
        lineage.groupOf(finding.id()).map(group -> keyOfGroup.get(group.id())).orElse(null);
    return key == null || key.equals(finding.dedupKey()) ? finding : finding.pagedAs(key);
  }

  private static Set<String> awaited(List<KeptFinding> findings, Lineage lineage) {
    return findings.stream()
        .filter(finding -> finding.dedupKey() != null && lineage.isAwaited(finding.id()))
        .map(KeptFinding::dedupKey)
        .collect(Collectors.toSet());
  }

  private static void resolve(
      Map<String, Paged> ledger,
      Set<String> used,
      Set<String> awaited,
      long receivedClock,
      List<IncidentPage> pages) {
    for (Map.Entry<String, Paged> entry : ledger.entrySet()) {
      Paged known = entry.getValue();
      if (!known.isOpen() || used.contains(entry.getKey())) {
        continue;
      }
      if (awaited.contains(entry.getKey()) && receivedClock < Long.MAX_VALUE - MERGER_WAIT) {
        if (known.resolveAt() == null) {
          entry.setValue(known.resolvingAt(receivedClock + MERGER_WAIT));
        }
      } else {
        IncidentPage page = known.resolution();
        entry.setValue(known.told(page));
        pages.add(page);
      }
    }
  }

  /** Without what no finding is told of under, and nothing waits for. */
  private static List<Paged> stillKnown(List<Paged> ledger, List<KeptFinding> findings) {
    Set<String> keys = findings.stream().map(KeptFinding::dedupKey).collect(Collectors.toSet());
    return ledger.stream()
        .filter(entry -> keys.contains(entry.key()) || entry.resolveAt() != null)
        .toList();
  }
}
