package dev.redthread.pipeline;

import dev.redthread.event.DeadLetter.Reason;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The names of what the job counts. Each is under the operator that counts it. */
public final class Metrics {
  /** Records read by the normaliser: each is counted as accepted or as dead lettered too. */
  public static final String READ = "read";

  /** Records that led to an event. */
  public static final String ACCEPTED = "accepted";

  /** Records that led to dead letters only. */
  public static final String DEAD_LETTERED = "deadLettered";

  /** Events; a record may hold several. */
  public static final String EVENTS = "events";

  /** Events that some pattern asked for; all others ended at the screen. */
  public static final String SCREENED = "screened";

  /** An event for one pattern and group. */
  public static final String CANDIDATES = "candidates";

  /** Events that wait for the owner of their device. */
  public static final String ORPHANS = "orphans";

  /** Findings that went out for the first time. */
  public static final String FINDINGS = "findings";

  /** Further revisions of findings that went out. */
  public static final String REVISIONS = "revisions";

  /** Candidates whose event was on the timeline already. */
  public static final String DUPLICATES = "duplicates";

  /** Candidates that came later than their sources may be: evaluated and not kept. */
  public static final String LATE = "late";

  /** Revisions of findings of a group that went over its budget. */
  public static final String OVERFLOW = "overflow";

  /** Milliseconds from the reading of the completing event to the finding's first revision. */
  public static final String LATENCY = "latency";

  /** How many of the last measurements {@link #LATENCY} describes. */
  private static final int LATENCY_WINDOW = 1_000;

  private final MetricGroup group;

  /** Dead letters of one reason; a record may lead to several. */
  public static String deadLetters(Reason reason) {
    return "deadLetters." + reason;
  }

  public Metrics(MetricGroup operator) {
    group = operator.addGroup("redthread");
  }

  public Counter counter(String name) {
    return group.counter(name);
  }

  public Histogram latency() {
    return group.histogram(LATENCY, new DescriptiveStatisticsHistogram(LATENCY_WINDOW));
  }
}
