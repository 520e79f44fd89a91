package dev.redthread.pipeline;

import dev.redthread.engine.Detector;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.EnrichmentTexts;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.Waiting;
import java.time.Duration;
import java.util.List;

/**
 * What a job looks for, compiled.
 *
 * @param patterns all that runs
 * @param mappings the sources that can be read
 * @param aliases who is behind an identifier
 * @param enrichment the files of tables that add fields to events
 * @param detectors makes the engine, with the budget it keeps to
 * @param incidents how findings become incidents and pages
 * @param linksKept how long after a device was linked to a person events still follow that link
 * @param namesKept how long after a record said whose a name is events still follow it
 * @param documents which indices documents go to
 */
public record Settings(
    PatternSet patterns,
    List<SourceMapping> mappings,
    IdentityAliases aliases,
    EnrichmentTexts enrichment,
    Detector.Factory detectors,
    IncidentSettings incidents,
    Duration linksKept,
    Duration namesKept,
    Documents documents) {

  private static final Duration LONGEST_REVISABLE = Duration.ofDays(3_650);
  private static final long SLACK_MILLIS = 86_400_000;

  public Settings {
    mappings = List.copyOf(mappings);
  }

  /** Without tables that add fields to events; links of names are kept as those of devices. */
  public Settings(
      PatternSet patterns,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      Detector.Factory detectors,
      IncidentSettings incidents,
      Duration linksKept,
      Documents documents) {
    this(
        patterns,
        mappings,
        aliases,
        EnrichmentTexts.NONE,
        detectors,
        incidents,
        linksKept,
        linksKept,
        documents);
  }

  /**
   * How long after its last revision a document may get another, at least: as an incident, or as a
   * finding under the pattern that looks back the farthest.
   */
  Duration revisable() {
    Waiting waiting = waiting();
    long most = LONGEST_REVISABLE.toMillis();
    long finding = 2 * Math.min(waiting.timespan(), most) + Math.min(waiting.delay(), most);
    Duration incident = incidents.joinWithin().plus(incidents.retention());
    return Duration.ofMillis(Math.min(most, Math.max(finding, incident.toMillis())) + SLACK_MILLIS);
  }

  /** How long the resolver of device owners waits. */
  Waiting waiting() {
    return Waiting.of(patterns, greatestDelay(), linksKept.toMillis(), namesKept.toMillis());
  }

  /** The greatest delay of any source, in milliseconds. */
  long greatestDelay() {
    long greatestDelay = 0;
    for (SourceMapping mapping : mappings) {
      greatestDelay = Math.max(greatestDelay, mapping.info().maxDelay().toMillis());
    }
    return greatestDelay;
  }
}
