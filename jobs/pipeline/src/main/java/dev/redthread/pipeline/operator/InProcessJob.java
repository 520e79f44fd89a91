package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.event.DeadLetter;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.PersonFields;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Tables;
import dev.redthread.pattern.compiled.Levels;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.metrics.Metrics;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/**
 * The way of an event through the job as far as findings, in the caller's thread and without a
 * cluster: the same normaliser, screen, resolver of device owners and detector, with their state in
 * memory. Compiled once, run many times.
 *
 * <p>For tests of patterns, of which there are hundreds, each sent through again and again.
 * Revisions are not paced, and nothing is correlated or written.
 *
 * <p><i>Thread safety:</i> none; of its runs too.
 */
public final class InProcessJob {
  private final PatternSet patterns;
  private final Detector.Factory detectors;
  private final Waiting waiting;
  private final ScreenStage stage;
  private final Candidates candidates;
  private final Candidates outer;
  private final int deepest;
  private final IdentityAliases aliases;
  private final PersonFields personFields;
  private final Tables tables;

  /**
   * @param tables what adds fields to events
   * @param waiting how long the resolver of device owners waits
   */
  public InProcessJob(
      PatternSet patterns,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      Tables tables,
      Detector.Factory detectors,
      Waiting waiting) {
    this(patterns, mappings, aliases, false, tables, detectors, waiting);
  }

  /**
   * @param namesChange whether a run may be given other alias tables; then only one is made
   * @param tables what adds fields to events
   * @param waiting how long the resolver of device owners waits
   */
  InProcessJob(
      PatternSet patterns,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      boolean namesChange,
      Tables tables,
      Detector.Factory detectors,
      Waiting waiting) {
    this.aliases = aliases;
    this.tables = tables;
    personFields = PersonFields.of(mappings);
    this.patterns = patterns;
    this.detectors = detectors;
    this.waiting = waiting;
    stage =
        new ScreenStage(
            Metrics.of(new UnregisteredMetricsGroup()),
            (name, sum) -> {},
            mappings,
            aliases,
            namesChange,
            tables,
            patterns,
            0);
    candidates = Candidates.of(patterns, 0);
    outer = Candidates.ofOuter(patterns, 0);
    deepest = Levels.of(patterns).deepest();
  }

  /** What a run says. */
  public interface Output {

    /** A revision of a finding. */
    void finding(Finding finding);

    /** A record that cannot be read. */
    void deadLetter(DeadLetter letter);

    /** What a detector is asked to take in, completing events of patterns too. */
    default void candidate(Candidate candidate) {}
  }

  /** A run from the beginning, with nothing kept. */
  public InProcessRun start(Output output) {
    return new InProcessRun(this, output);
  }

  IdentityAliases aliases() {
    return aliases;
  }

  PersonFields personFields() {
    return personFields;
  }

  Tables tables() {
    return tables;
  }

  PatternSet patterns() {
    return patterns;
  }

  Detector.Factory detectors() {
    return detectors;
  }

  Waiting waiting() {
    return waiting;
  }

  ScreenStage stage() {
    return stage;
  }

  Candidates candidates() {
    return candidates;
  }

  Candidates outer() {
    return outer;
  }

  int deepest() {
    return deepest;
  }
}
