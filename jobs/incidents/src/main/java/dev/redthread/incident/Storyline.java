package dev.redthread.incident;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.incident.IncidentContent.FindingRef;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what happened out of the findings of one incident. */
final class Storyline {

  /** How many titles and how many happenings one line names. */
  private static final int MOST_TITLES = 3;

  private static final int MOST_HAPPENINGS = 12;

  private final Entity entity;
  private final List<KeptFinding> findings;
  private final List<Evidence> evidence;
  private final Level pageFrom;

  private Storyline(Entity entity, List<KeptFinding> findings, Level pageFrom) {
    this.entity = entity;
    this.findings = findings;
    this.pageFrom = pageFrom;
    this.evidence = inOrder(findings);
  }

  /**
   * @param pageFrom the lowest severity that pages
   */
  static IncidentContent tell(Entity entity, OpenGroup group, Level pageFrom) {
    return new Storyline(entity, group.findings(), pageFrom).content(group.last());
  }

  private IncidentContent content(long last) {
    boolean shadow = findings.stream().allMatch(finding -> finding.pattern().shadow());
    List<KeptFinding> counted =
        findings.stream().filter(finding -> shadow || !finding.pattern().shadow()).toList();
    List<Absorbed> absorbed =
        findings.stream().map(KeptFinding::absorbed).filter(Objects::nonNull).toList();
    return new IncidentContent(
        entity,
        title(counted),
        story(),
        severity(counted, absorbed),
        risk(counted, absorbed),
        shadow,
        pageSeverity(counted, absorbed),
        counted.stream().anyMatch(finding -> finding.mayPage() && alwaysPages(finding))
            || absorbed.stream().anyMatch(Absorbed::alwaysPages),
        suppressedUntil(counted, pageSeverity(counted, absorbed)),
        findings.get(0).first(),
        last,
        settlesAt(),
        isTruncated(absorbed),
        findings.size() + absorbed.stream().mapToInt(Absorbed::findings).sum(),
        findings.stream().mapToInt(KeptFinding::eventCount).sum()
            + absorbed.stream().mapToInt(Absorbed::events).sum(),
        bothEnds(findings).stream().map(Storyline::reference).toList(),
        bothEnds(evidence));
  }

  private static FindingRef reference(KeptFinding finding) {
    return new FindingRef(
        finding.id(),
        finding.pattern(),
        finding.first(),
        finding.last(),
        finding.risk(),
        finding.suppressedUntil());
  }

  private static List<Evidence> inOrder(List<KeptFinding> findings) {
    Map<EventKey, Evidence> byKey = new TreeMap<>();
    for (KeptFinding finding : findings) {
      for (Evidence event : finding.chain()) {
        byKey.merge(event.key(), event, (one, other) -> one.withSteps(other.steps()));
      }
    }
    return new ArrayList<>(byKey.values());
  }

  private static String title(List<KeptFinding> counted) {
    List<String> titles =
        counted.stream().map(finding -> finding.pattern().title()).distinct().toList();
    if (titles.size() <= MOST_TITLES) {
      return String.join("; ", titles);
    }
    return String.join("; ", titles.subList(0, MOST_TITLES))
        + "; and "
        + (titles.size() - MOST_TITLES)
        + " more";
  }

  /**
   * The activities in their order, repeats counted, with what acts where that is no person, and the
   * address wherever it changes.
   */
  private String story() {
    List<String> happenings = new ArrayList<>();
    String address = "";
    int at = 0;
    while (at < evidence.size()) {
      Evidence event = evidence.get(at);
      int end = at + 1;
      while (end < evidence.size() && isSame(event, evidence.get(end))) {
        end++;
      }
      String from = String.join(", ", event.addresses());
      boolean moved = !from.isEmpty() && !from.equals(address);
      happenings.add(
          happening(event)
              + (end - at > 1 ? " ×" + (end - at) : "")
              + (moved ? " from " + from : ""));
      address = moved ? from : address;
      at = end;
    }
    if (happenings.size() > MOST_HAPPENINGS) {
      happenings.subList(MOST_HAPPENINGS / 2, happenings.size() - MOST_HAPPENINGS / 2).clear();
      happenings.add(MOST_HAPPENINGS / 2, "…");
    }
    return String.join(" → ", happenings);
  }

  private static boolean isSame(Evidence one, Evidence other) {
    return happening(one).equals(happening(other)) && one.addresses().equals(other.addresses());
  }

  private static String happening(Evidence event) {
    String activity = event.activity();
    String what =
        activity == null
            ? String.join("/", event.steps())
            : activity.replace('.', ' ').replace('_', ' ');
    return event.actor() == null ? what : what + " by " + event.actor();
  }

  private static Level severity(List<KeptFinding> counted, List<Absorbed> absorbed) {
    List<Level> levels = new ArrayList<>();
    counted.forEach(finding -> levels.add(finding.pattern().level()));
    for (Absorbed part : absorbed) {
      if (part.level() != null) {
        levels.add(part.level());
      }
    }
    return levels.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private static @Nullable Level pageSeverity(List<KeptFinding> counted, List<Absorbed> absorbed) {
    return Stream.concat(
            counted.stream()
                .filter(KeptFinding::mayPage)
                .map(KeptFinding::pattern)
                .map(PatternRef::level),
            absorbed.stream().map(Absorbed::pageLevel).filter(Objects::nonNull))
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static boolean alwaysPages(KeptFinding finding) {
    return finding.pattern().response().paging() == Paging.ALWAYS;
  }

  /** The last end of a suppression without which the page would be another, or be at all. */
  private @Nullable Long suppressedUntil(List<KeptFinding> counted, @Nullable Level paged) {
    return counted.stream()
        .filter(
            finding -> finding.pattern().level().compareTo(pageFrom) >= 0 || alwaysPages(finding))
        .filter(finding -> paged == null || finding.pattern().level().compareTo(paged) > 0)
        .map(KeptFinding::suppressedUntil)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static int risk(List<KeptFinding> counted, List<Absorbed> absorbed) {
    int sum =
        counted.stream().mapToInt(KeptFinding::risk).sum()
            + absorbed.stream().mapToInt(Absorbed::risk).sum();
    return Math.min(IncidentContent.MOST_RISK, sum);
  }

  private @Nullable Long settlesAt() {
    return findings.stream()
        .map(KeptFinding::settlesAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private boolean isTruncated(List<Absorbed> absorbed) {
    int most = 2 * IncidentContent.SHOWN_EACH_END;
    return !absorbed.isEmpty()
        || findings.size() > most
        || evidence.size() > most
        || findings.stream().anyMatch(KeptFinding::truncated);
  }

  private static <T> List<T> bothEnds(List<T> all) {
    int each = IncidentContent.SHOWN_EACH_END;
    if (all.size() <= 2 * each) {
      return all;
    }
    List<T> shown = new ArrayList<>(all.subList(0, each));
    shown.addAll(all.subList(all.size() - each, all.size()));
    return shown;
  }
}
