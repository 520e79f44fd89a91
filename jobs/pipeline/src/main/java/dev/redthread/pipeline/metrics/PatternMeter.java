package dev.redthread.pipeline.metrics;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.event.Event;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;

/**
 * Counts for one pattern in one task.
 *
 * <p><i>Thread safety:</i> none; reporters read plain fields and may see them a little late.
 */
public final class PatternMeter {
  /** One in so many evaluations goes into the histogram. */
  private static final int LOOKED_AT = 16;

  private final Counter screenedIn;
  private final Counter duplicates;
  private final Counter late;
  private final Counter overflow;
  private final Counter abandoned;
  private final Counter failed;
  private final Counter findings;
  private final Counter revisions;
  private final Counter withdrawals;
  private final Counter merges;
  private final Counter truncated;
  private final Counter evaluations;
  private final Counter evaluationTotal;
  private final Histogram evaluationTime;
  private final Histogram eventToReceived;
  private final Histogram receivedToRead;
  private final Histogram readToDetected;
  private Kept kept;
  private boolean off;

  PatternMeter(Metrics metrics, Kept kept) {
    screenedIn = metrics.counter(Metric.SCREENED_IN);
    duplicates = metrics.counter(Metric.DUPLICATES);
    late = metrics.counter(Metric.LATE);
    overflow = metrics.counter(Metric.OVERFLOW);
    abandoned = metrics.counter(Metric.ABANDONED);
    failed = metrics.counter(Metric.FAILED);
    findings = metrics.counter(Metric.FINDINGS);
    revisions = metrics.counter(Metric.REVISIONS);
    withdrawals = metrics.counter(Metric.WITHDRAWALS);
    merges = metrics.counter(Metric.MERGES);
    truncated = metrics.counter(Metric.TRUNCATED);
    evaluations = metrics.counter(Metric.EVALUATIONS);
    evaluationTotal = metrics.counter(Metric.EVALUATION_TOTAL);
    evaluationTime = metrics.histogram(Metric.EVALUATION_TIME);
    eventToReceived = metrics.histogram(Metric.EVENT_TO_RECEIVED);
    receivedToRead = metrics.histogram(Metric.RECEIVED_TO_READ);
    readToDetected = metrics.histogram(Metric.READ_TO_DETECTED);
    this.kept = kept;
    metrics.gauge(Metric.OFF, () -> off ? 1L : 0L);
    metrics.gauge(Metric.TIMELINES, () -> this.kept.timelines());
    metrics.gauge(Metric.KEPT_EVENTS, () -> this.kept.events());
    metrics.gauge(Metric.PARTIAL_MATCHES, () -> this.kept.partialMatches());
  }

  /**
   * An event came.
   *
   * @param known whether it is on the timeline already
   * @param tooLate whether it is later than its sources may be
   */
  public void arrived(Candidate candidate, boolean known, boolean tooLate) {
    screenedIn.inc();
    if (candidate.retracted()) {
      return;
    }
    if (known) {
      duplicates.inc();
      return;
    }
    if (tooLate) {
      late.inc();
    }
    Event event = candidate.event();
    eventToReceived.update(event.receivedTime() - event.eventTime());
    receivedToRead.update(candidate.ingestedTime() - event.receivedTime());
  }

  /**
   * A timeline was evaluated.
   *
   * @param since {@link System#nanoTime} before
   * @param givenUp how many searches for a chain were too long
   */
  public void evaluated(long since, int givenUp) {
    abandoned.inc(givenUp);
    long took = System.nanoTime() - since;
    evaluationTotal.inc(took);
    if (evaluations.getCount() % LOOKED_AT == 0) {
      evaluationTime.update(took);
    }
    evaluations.inc();
  }

  /** The code of a Java pattern failed at an event. */
  public void failed() {
    failed.inc();
  }

  /** A Java pattern is not evaluated any more. */
  public void switchedOff() {
    off = true;
  }

  /** An event of a group over its budget was let go of. */
  public void overflowed() {
    overflow.inc();
  }

  /** A timeline had so many events and has so many now. */
  public void resized(int before, int after) {
    if (before != after) {
      int timelines = Integer.signum(after) - Integer.signum(before);
      kept = kept.plus(new Kept(kept.pattern(), timelines, after - before, 0));
    }
  }

  /** So many more groups, or fewer, are half-finished. */
  public void partialMatches(int more) {
    kept = kept.plus(new Kept(kept.pattern(), 0, 0, more));
  }

  /** An event that came raised a finding. */
  public void raised(Finding finding, long wallClock) {
    readToDetected.update(Math.max(0, wallClock - finding.ingested()));
  }

  /** A revision goes out. */
  public void sent(Finding finding) {
    (finding.revision() == 1 ? findings : revisions).inc();
    switch (finding.status()) {
      case OPEN -> {}
      case WITHDRAWN -> withdrawals.inc();
      case MERGED -> merges.inc();
    }
    if (finding.truncated()) {
      truncated.inc();
    }
  }

  Kept kept() {
    return kept;
  }
}
