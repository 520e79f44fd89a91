package dev.redthread.engine;

import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern found for one group, in one of its revisions.
 *
 * <p><i>Units:</i> all times are milliseconds since 1970 UTC.
 *
 * @param id a hash of the pattern, the group and the earliest completing event
 * @param revision counts up from 1 with each change that was published
 * @param version what makes a later write win: greater than that of any earlier revision, and at
 *     least the wall clock
 * @param status whether it holds
 * @param into the finding it became part of, when {@link Status#MERGED}
 * @param settlesAt when its absences are decided on the received clock, when it has any
 * @param pattern the pattern, by what is shown of it
 * @param group the group's fields and values, in the order of {@code group-by}
 * @param first the event time of the first event of its evidence
 * @param last the event time of the last event of its evidence
 * @param detected the wall clock when it was first raised
 * @param ingested the wall clock when the job read the event that completed it
 * @param truncated whether events beyond the budget were let go
 * @param chain the chain of the earliest completing event
 * @param events the native ids of the evidence, the first and last 50
 * @param eventCount how many events the evidence has
 * @param risk of the pattern and of the optional steps that are present, 0 to 100
 * @param eventCountIsLowerBound whether there may be more events than {@code eventCount}: of a
 *     burst only the ends are kept
 * @param completeSince where the pattern came into force, or was changed, while events were read
 *     already, and the finding draws on events from before: from when on the pattern has had all
 *     events that it asks for
 */
public record Finding(
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
    long detected,
    long ingested,
    boolean truncated,
    List<Link> chain,
    List<String> events,
    int eventCount,
    int risk,
    boolean eventCountIsLowerBound,
    @Nullable Long completeSince) {

  /** How many native ids {@link #events()} shows from each end. */
  public static final int SHOWN_EACH_END = 50;

  public Finding {
    group = List.copyOf(group);
    chain = List.copyOf(chain);
    events = List.copyOf(events);
  }

  /** Whether a finding holds. */
  public enum Status {
    OPEN,
    WITHDRAWN,
    MERGED
  }

  /** The same of a pattern that somebody answers for. */
  public Finding answeredBy(Response response) {
    return new Finding(
        id,
        revision,
        version,
        status,
        into,
        settlesAt,
        pattern.answeredBy(response),
        group,
        first,
        last,
        detected,
        ingested,
        truncated,
        chain,
        events,
        eventCount,
        risk,
        eventCountIsLowerBound,
        completeSince);
  }

  /** A pattern by what incidents and pages show of it. */
  public record PatternRef(
      String id,
      String title,
      Level level,
      List<String> tags,
      boolean shadow,
      @Nullable String runbook,
      Response response) {
    public PatternRef {
      tags = List.copyOf(tags);
    }

    /** A pattern that nobody in particular answers for. */
    public PatternRef(
        String id,
        String title,
        Level level,
        List<String> tags,
        boolean shadow,
        @Nullable String runbook) {
      this(id, title, level, tags, shadow, runbook, Response.NONE);
    }

    /** This pattern with somebody who answers for it. */
    public PatternRef answeredBy(Response now) {
      return new PatternRef(id, title, level, tags, shadow, runbook, now);
    }

    /** Whether its findings may page. */
    public boolean mayPage() {
      return !shadow && response.paging() != Paging.NEVER;
    }
  }

  /** One field of a group. */
  public record GroupValue(String field, String value) {}

  /** One event of a chain and the step it fills. */
  public record Link(String step, Event event) {}
}
