package dev.redthread.incident;

import dev.redthread.pattern.compiled.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the person on call is told of an incident.
 *
 * <p><i>Units:</i> {@code first} and {@code last} are milliseconds since 1970 UTC.
 *
 * @param action what the pager is to do
 * @param dedupKey the same in every page about the same chain
 * @param incident the incident's id
 * @param summary what happened, in one line
 * @param runbooks where a responder reads on
 * @param link where the incident can be seen, when that is configured
 * @param owners who looks after the patterns that found it
 */
public record IncidentPage(
    Action action,
    String dedupKey,
    String incident,
    Level severity,
    int risk,
    String summary,
    Entity entity,
    long first,
    long last,
    List<String> runbooks,
    @Nullable String link,
    List<String> owners) {

  public IncidentPage {
    runbooks = List.copyOf(runbooks);
    owners = List.copyOf(owners);
  }

  /** What a page asks of the pager. */
  public enum Action {
    TRIGGER("trigger"),
    UPDATE("update"),
    RESOLVE("resolve");

    private final String id;

    Action(String id) {
      this.id = id;
    }

    /** The word used in documents. */
    public String id() {
      return id;
    }
  }
}
