package dev.redthread.incident;

import dev.redthread.pattern.compiled.Level;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How findings are joined and who is told.
 *
 * @param joinWithin the greatest distance between two findings of one incident
 * @param retention how long after an incident's last event its entity still remembers it; counted
 *     on the received clock, after {@code joinWithin} has passed
 * @param pageFrom the lowest severity that pages
 * @param mostFindings how many findings of one entity are kept; older ones are folded together
 * @param link where a page leads, with {@code {id}} for the incident's id; null means nowhere
 */
public record IncidentSettings(
    Duration joinWithin,
    Duration retention,
    Level pageFrom,
    int mostFindings,
    @Nullable String link)
    implements Serializable {

  public static final IncidentSettings DEFAULT =
      new IncidentSettings(Duration.ofHours(24), Duration.ofDays(30), Level.HIGH, 500, null);

  public IncidentSettings {
    if (joinWithin.isNegative() || retention.isNegative()) {
      throw new IllegalArgumentException("durations must not be negative");
    }
    if (mostFindings < 2) {
      throw new IllegalArgumentException("at least 2 findings must be kept of an entity");
    }
  }

  /** How long after its last event anything is kept, in milliseconds. */
  long kept() {
    return joinWithin.toMillis() + retention.toMillis();
  }
}
