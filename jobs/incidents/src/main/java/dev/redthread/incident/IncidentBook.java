package dev.redthread.incident;

import dev.redthread.engine.Finding;
import dev.redthread.incident.Incident.Status;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the incidents of entities. The caller holds the state of each entity, by {@link
 * Entity#of(Finding)}, and the clock.
 *
 * <p>Each change groups the entity's open findings anew, before and after; what differs between the
 * two goes out as revisions. So the order of arrival cannot matter.
 *
 * <p><i>Units:</i> {@code receivedClock} is milliseconds since 1970 UTC, or {@link Long#MIN_VALUE}
 * and {@link Long#MAX_VALUE} before the first and after the last watermark.
 *
 * <p><i>Thread safety:</i> none needed; it has no state of its own.
 */
public final class IncidentBook {

  private final IncidentSettings settings;
  private final Clock wallClock;
  private final PageRules pageRules;

  public IncidentBook(IncidentSettings settings, Clock wallClock) {
    this.settings = settings;
    this.wallClock = wallClock;
    this.pageRules = new PageRules(settings);
  }

  /**
   * Takes one revision of a finding in. One that is no newer than what is known changes nothing.
   *
   * @param state what is kept of the finding's entity; null when nothing is
   */
  public IncidentUpdate onFinding(
      @Nullable IncidentState state, Finding finding, long receivedClock) {
    return onFinding(state, finding, null, receivedClock);
  }

  /**
   * The same of a finding that may not page.
   *
   * @param suppressedUntil until when findings like it do not page, on the received clock; null
   *     when nothing is said of that: then what was said before holds, unless the very same
   *     revision comes again
   */
  public IncidentUpdate onFinding(
      @Nullable IncidentState state,
      Finding finding,
      @Nullable Long suppressedUntil,
      long receivedClock) {
    IncidentState before =
        state == null
            ? new IncidentState(Entity.of(finding), List.of(), List.of(), List.of())
            : state;
    Map<String, KeptFinding> findings = byId(before.findings());
    KeptFinding arrived = KeptFinding.of(finding, suppressedUntil);
    KeptFinding earlier = findings.get(arrived.id());
    if (earlier != null && !arrived.isNewerThan(earlier) && !arrived.releases(earlier)) {
      return new IncidentUpdate(state, List.of(), List.of());
    }
    findings.put(arrived.id(), earlier == null ? arrived : arrived.inheriting(earlier));
    List<KeptFinding> after = withinBudget(before.entity(), Suppressed.released(findings.values()));
    return publish(before, after, arrived.ingested(), receivedClock);
  }

  /**
   * Resolves pages that were waiting and lets go of what the received clock has passed. An incident
   * goes as a whole, so that its id never changes by expiry; its document stays as it was.
   */
  public IncidentUpdate onClock(IncidentState state, long receivedClock) {
    List<OpenGroup> kept = new ArrayList<>();
    for (OpenGroup group : groups(state.entity(), state.findings())) {
      if (!isPast(group.last(), receivedClock)) {
        kept.add(group);
      }
    }
    List<KeptFinding> findings = new ArrayList<>();
    state.findings().stream()
        .filter(finding -> !finding.isOpen() && !isPast(finding.end(), receivedClock))
        .forEach(findings::add);
    kept.forEach(group -> findings.addAll(group.findings()));
    List<String> open = kept.stream().map(OpenGroup::id).toList();
    List<Published> published =
        state.published().stream()
            .filter(last -> open.contains(last.id()) || !isPast(last.last(), receivedClock))
            .toList();
    PageRules.Outcome pages = pageRules.onClock(findings, state.paged(), receivedClock);
    IncidentState after = new IncidentState(state.entity(), findings, published, pages.paged());
    return new IncidentUpdate(after.isEmpty() ? null : after, List.of(), pages.pages());
  }

  /** When {@link #onClock} must be called for an entity, on the received clock. */
  public long wakeUp(IncidentState state) {
    long next = Long.MAX_VALUE;
    Set<String> open = new HashSet<>();
    for (OpenGroup group : groups(state.entity(), state.findings())) {
      open.add(group.id());
      next = Math.min(next, pastAt(group.last()));
    }
    for (KeptFinding finding : state.findings()) {
      next = finding.isOpen() ? next : Math.min(next, pastAt(finding.end()));
    }
    for (Published last : state.published()) {
      next = open.contains(last.id()) ? next : Math.min(next, pastAt(last.last()));
    }
    for (Paged paged : state.paged()) {
      next = paged.resolveAt() == null ? next : Math.min(next, paged.resolveAt());
    }
    return next;
  }

  private IncidentUpdate publish(
      IncidentState state, List<KeptFinding> findings, long ingested, long receivedClock) {
    Entity entity = state.entity();
    Map<String, IncidentContent> before = contents(entity, groups(entity, state.findings()));
    List<OpenGroup> groups = groups(entity, findings);
    Map<String, IncidentContent> after = contents(entity, groups);
    Map<String, Published> published = stillKnown(state.published(), findings);
    List<Incident> changed = new ArrayList<>();
    closeOthers(after.keySet(), entity, before, new Lineage(findings, groups), published, changed);
    for (OpenGroup group : groups) {
      IncidentContent content = content(after, group.id());
      Published last = published.get(group.id());
      if (last == null || last.status() != Status.OPEN || !content.equals(before.get(group.id()))) {
        Incident incident = open(group.id(), last, content, ingested);
        changed.add(incident);
        published.put(group.id(), Published.of(incident, group.findingIds()));
      }
    }
    PageRules.Outcome pages =
        pageRules.onChange(
            findings, groups, after, state.paged(), wallClock.millis(), receivedClock);
    IncidentState next =
        new IncidentState(
            entity, pages.findings(), new ArrayList<>(published.values()), pages.paged());
    return new IncidentUpdate(next, changed, pages.pages());
  }

  /** Without incidents of which no finding is kept: nothing can be said of them any more. */
  private static Map<String, Published> stillKnown(
      List<Published> published, List<KeptFinding> findings) {
    Set<String> kept = findings.stream().map(KeptFinding::id).collect(Collectors.toSet());
    Map<String, Published> known = new LinkedHashMap<>();
    for (Published last : published) {
      if (last.findings().stream().anyMatch(kept::contains)) {
        known.put(last.id(), last);
      }
    }
    return known;
  }

  private void closeOthers(
      Set<String> open,
      Entity entity,
      Map<String, IncidentContent> before,
      Lineage lineage,
      Map<String, Published> published,
      List<Incident> changed) {
    for (Published last : List.copyOf(published.values())) {
      if (!open.contains(last.id())) {
        close(last, entity, before.get(last.id()), lineage)
            .ifPresent(
                incident -> {
                  changed.add(incident);
                  published.put(last.id(), Published.of(incident, last.findings()));
                });
      }
    }
  }

  private Incident open(
      String id, @Nullable Published last, IncidentContent content, long ingested) {
    long now = wallClock.millis();
    if (last != null) {
      return last.next(Status.OPEN, null, now, content);
    }
    return new Incident(id, 1, now, Status.OPEN, null, now, Math.max(0, now - ingested), content);
  }

  /** The revision that says what became of an incident that holds no more, if that is news. */
  private Optional<Incident> close(
      Published last, Entity entity, @Nullable IncidentContent known, Lineage lineage) {
    String into =
        last.findings().stream()
            .flatMap(finding -> lineage.groupOf(finding).stream())
            .map(OpenGroup::id)
            .findFirst()
            .orElse(null);
    Status status = into == null ? Status.WITHDRAWN : Status.MERGED;
    if (status == last.status() && Objects.equals(into, last.into())) {
      return Optional.empty();
    }
    IncidentContent content = known == null ? last.outline(entity) : known;
    return Optional.of(last.next(status, into, wallClock.millis(), content));
  }

  /**
   * Folds findings together until the budget holds: first those that hold no more are forgotten,
   * the oldest first; then the largest incident's earliest finding absorbs the next; then, when all
   * incidents have one finding, the oldest incident is let go as if it had expired.
   */
  private List<KeptFinding> withinBudget(Entity entity, List<KeptFinding> findings) {
    while (findings.size() > settings.mostFindings()) {
      Optional<KeptFinding> closed =
          findings.stream().filter(finding -> !finding.isOpen()).min(KeptFinding.ORDER);
      if (closed.isPresent()) {
        findings.remove(closed.get());
      } else {
        fold(entity, findings);
      }
    }
    return findings;
  }

  private void fold(Entity entity, List<KeptFinding> findings) {
    // The order is that of time and the first of the largest wins: ties fold the oldest.
    OpenGroup largest =
        groups(entity, findings).stream()
            .reduce((one, other) -> other.findings().size() > one.findings().size() ? other : one)
            .orElseThrow();
    KeptFinding earliest = largest.findings().get(0);
    if (largest.findings().size() == 1) {
      findings.remove(earliest);
      return;
    }
    KeptFinding next = largest.findings().get(1);
    findings.remove(next);
    findings.set(findings.indexOf(earliest), earliest.absorbing(next));
  }

  private List<OpenGroup> groups(Entity entity, List<KeptFinding> findings) {
    return OpenGroup.of(entity, findings, settings.joinWithin().toMillis());
  }

  private Map<String, IncidentContent> contents(Entity entity, List<OpenGroup> groups) {
    return groups.stream()
        .collect(
            Collectors.toMap(
                OpenGroup::id, group -> Storyline.tell(entity, group, settings.pageFrom())));
  }

  static IncidentContent content(Map<String, IncidentContent> contents, String id) {
    return Objects.requireNonNull(contents.get(id), id);
  }

  private static Map<String, KeptFinding> byId(List<KeptFinding> findings) {
    return findings.stream()
        .collect(
            Collectors.toMap(
                KeptFinding::id, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }

  private boolean isPast(long last, long receivedClock) {
    return pastAt(last) <= receivedClock;
  }

  /** The first moment at which what ended so long ago is let go. */
  private long pastAt(long last) {
    return last + settings.kept() + 1;
  }
}
