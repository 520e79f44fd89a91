package dev.redthread.incident;

import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.pattern.compiled.Level;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an incident says: a function of its findings alone.
 *
 * <p><i>Units:</i> times are milliseconds since 1970 UTC.
 *
 * @param entity whom it is about
 * @param title what was found, from the patterns' titles
 * @param story what happened, in one line
 * @param severity the highest level of its findings
 * @param risk the sum of its findings' risk, at most {@link #MOST_RISK}
 * @param shadow whether only patterns on trial found it; where others did too, those on trial add
 *     neither severity nor risk
 * @param pageSeverity the highest level of those findings whose patterns page; null when none does
 * @param alwaysPages whether the pattern of one of them pages whatever its level
 * @param suppressedUntil where it does not page, or not as severely, because findings like some of
 *     its did: until when further ones do not either, on the received clock
 * @param first the event time of its first event
 * @param last the event time of its last event
 * @param settlesAt when the last of its absences is decided on the received clock
 * @param truncated whether it stands for more than it shows
 * @param findingCount how many findings it has, those folded away included
 * @param eventCount how many events its findings have; one that is in two findings counts twice
 * @param findings its findings, the earliest first
 * @param evidence the events of their chains, in the order of time
 */
public record IncidentContent(
    Entity entity,
    String title,
    String story,
    Level severity,
    int risk,
    boolean shadow,
    @Nullable Level pageSeverity,
    boolean alwaysPages,
    @Nullable Long suppressedUntil,
    long first,
    long last,
    @Nullable Long settlesAt,
    boolean truncated,
    int findingCount,
    int eventCount,
    List<FindingRef> findings,
    List<Evidence> evidence) {

  /** The greatest risk. */
  public static final int MOST_RISK = 100;

  /** How many findings and how many events an incident shows from each end. */
  public static final int SHOWN_EACH_END = 100;

  public IncidentContent {
    findings = List.copyOf(findings);
    evidence = List.copyOf(evidence);
  }

  /** All of it in one line. */
  public String summary() {
    return story.isEmpty()
        ? entity.value() + ": " + title
        : entity.value() + ": " + title + " (" + story + ")";
  }

  /** Where a responder reads on, without repeats. */
  public List<String> runbooks() {
    return findings.stream()
        .map(finding -> finding.pattern().runbook())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Who looks after its findings' patterns, without repeats. */
  public List<String> owners() {
    return findings.stream()
        .map(finding -> finding.pattern().response().owner())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** The Sigma tags of its findings' patterns, sorted, without repeats. */
  public List<String> tags() {
    return findings.stream()
        .flatMap(finding -> finding.pattern().tags().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Whom and what its evidence names. */
  public Related related() {
    return Related.of(evidence);
  }

  /** One finding by what its incident shows of it. */
  public record FindingRef(
      String id,
      PatternRef pattern,
      long first,
      long last,
      int risk,
      @Nullable Long suppressedUntil) {}
}
