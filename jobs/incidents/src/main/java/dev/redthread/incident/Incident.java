package dev.redthread.incident;

import org.jspecify.annotations.Nullable;

/**
 * Findings on one entity that lie close together in time, in one of its revisions.
 *
 * <p><i>Units:</i> {@code detected} is milliseconds since 1970 UTC, {@code latency} milliseconds.
 *
 * @param id a hash of the entity and its earliest finding
 * @param revision counts up from 1 with each change that was published
 * @param version what makes a later write win
 * @param status whether it holds
 * @param into the incident it became part of, when {@link Status#MERGED}
 * @param detected the wall clock when it was first published
 * @param latency from the job's reading of the completing event to the first publication
 * @param content what is known of it; of one that holds no more, what was known last or less
 */
public record Incident(
    String id,
    int revision,
    long version,
    Status status,
    @Nullable String into,
    long detected,
    long latency,
    IncidentContent content) {

  /** Whether an incident holds. */
  public enum Status {
    OPEN("open"),
    WITHDRAWN("withdrawn"),
    MERGED("merged");

    private final String id;

    Status(String id) {
      this.id = id;
    }

    /** The word used in documents. */
    public String id() {
      return id;
    }
  }
}
