package dev.redthread.pipeline.change;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/**
 * Files beside the patterns, of one subject, that are watched while a job runs: a table that an
 * event is looked up in.
 *
 * <p>What the watch says are versions of the subject, each good as a whole. Every operator that
 * hears of changed patterns by {@code ChangingPatterns.screen} and {@code resolve} gets them on the
 * same input, and keeps what is in force in its {@code InForceState} under the subject.
 *
 * @param subject one word for people and state, such as {@code identities}; the watch is called
 *     after it
 * @param source of the versions after those with which the job was started; its clock stands at the
 *     end of time. Read by one task
 */
public record SideFiles(String subject, Source<PatternVersion, ?, ?> source) {

  /** Of this subject are the names of persons. */
  public static final String IDENTITIES = "identities";

  /** Of this subject are the tables that add fields to events. */
  public static final String ENRICHMENT = "enrichment";

  /**
   * Files that people edit in place.
   *
   * @param base their texts as the job was started with them
   * @param paths of the files
   * @param check of their texts together
   * @param interval between two looks
   */
  public static SideFiles watched(
      PatternVersion base, List<String> paths, TextsCheck check, Duration interval) {
    return at(new SideFolder(paths, List.of()), base, check, interval);
  }

  /** The tables that add fields to events. */
  public static SideFiles watched(EnrichmentTexts enrichment, Duration interval) {
    return at(
        new SideFolder(enrichment.spec().texts(), enrichment.spec().places()),
        PatternVersion.of(ENRICHMENT, 1, 0, enrichment.started()),
        enrichment,
        interval);
  }

  /** What is looked for at a place. */
  public static SideFiles at(
      PatternPlace place, PatternVersion base, TextsCheck check, Duration interval) {
    return new SideFiles(
        base.subject(), new PatternWatchSource(base, check, Optional.of(place), interval));
  }
}
