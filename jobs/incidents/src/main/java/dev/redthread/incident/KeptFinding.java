package dev.redthread.incident;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latest revision of a finding, by what its incident needs of it. One that holds no more is
 * kept too, so that an older revision that arrives late does not bring it back.
 *
 * <p><i>Units:</i> times as in {@link Finding}.
 *
 * @param suppressedUntil where it does not page because a finding like it did: until when further
 *     ones do not either, on the received clock
 * @param dedupKey the page that told of it, when one did
 * @param absorbed what was folded into it to stay within the budget, when anything was
 */
record KeptFinding(
    String id,
    int revision,
    long version,
    Status status,
    @Nullable String into,
    @Nullable Long settlesAt,
    PatternRef pattern,
    List<GroupValue> group,
    long first,
    long last,
    long ingested,
    boolean truncated,
    int eventCount,
    int risk,
    List<Evidence> chain,
    @Nullable Long suppressedUntil,
    @Nullable String dedupKey,
    @Nullable Absorbed absorbed) {

  /** The order that decides which finding is an incident's earliest. */
  static final Comparator<KeptFinding> ORDER =
      Comparator.comparingLong(KeptFinding::first)
          .thenComparing(finding -> finding.pattern().id())
          .thenComparing(KeptFinding::groupText)
          .thenComparing(KeptFinding::id);

  KeptFinding {
    group = List.copyOf(group);
    chain = List.copyOf(chain);
  }

  static KeptFinding of(Finding finding, @Nullable Long suppressedUntil) {
    return new KeptFinding(
        finding.id(),
        finding.revision(),
        finding.version(),
        finding.status(),
        finding.into(),
        finding.settlesAt(),
        finding.pattern(),
        finding.group(),
        finding.first(),
        finding.last(),
        finding.ingested(),
        finding.truncated(),
        finding.eventCount(),
        finding.risk(),
        // What no longer holds is shown by no incident.
        finding.status() == Status.OPEN
            ? finding.chain().stream().map(Evidence::of).toList()
            : List.of(),
        suppressedUntil,
        null,
        null);
  }

  boolean isOpen() {
    return status == Status.OPEN;
  }

  /** The end of what this finding stands for. */
  long end() {
    return absorbed == null ? last : Math.max(last, absorbed.last());
  }

  /** Whether this is what a later arrival of the same finding says. */
  boolean isNewerThan(KeptFinding other) {
    return revision != other.revision ? revision > other.revision : version > other.version;
  }

  /** Whether this is the same revision, which may page now. */
  boolean releases(KeptFinding other) {
    return revision == other.revision
        && version == other.version
        && suppressedUntil == null
        && other.suppressedUntil != null;
  }

  /** This revision, with what an earlier one was told of and stood for. */
  KeptFinding inheriting(KeptFinding earlier) {
    return suppressedUntil != null || releases(earlier)
        ? with(suppressedUntil, earlier.dedupKey, earlier.absorbed)
        : with(earlier.suppressedUntil, earlier.dedupKey, earlier.absorbed);
  }

  KeptFinding pagedAs(String key) {
    return with(suppressedUntil, key, absorbed);
  }

  /** This finding standing for another one too. */
  KeptFinding absorbing(KeptFinding other) {
    return with(suppressedUntil, dedupKey, Absorbed.of(absorbed, other));
  }

  /** This finding, which may page. */
  KeptFinding released() {
    return with(null, dedupKey, absorbed);
  }

  /** Whether it may page. */
  boolean mayPage() {
    return suppressedUntil == null && pattern.mayPage();
  }

  private KeptFinding with(
      @Nullable Long suppressedUntil, @Nullable String dedupKey, @Nullable Absorbed absorbed) {
    return new KeptFinding(
        id,
        revision,
        version,
        status,
        into,
        settlesAt,
        pattern,
        group,
        first,
        last,
        ingested,
        truncated,
        eventCount,
        risk,
        chain,
        suppressedUntil,
        dedupKey,
        absorbed);
  }

  private String groupText() {
    StringBuilder text = new StringBuilder();
    for (GroupValue part : group) {
      text.append(part.field()).append('\0').append(part.value()).append('\0');
    }
    return text.toString();
  }
}
