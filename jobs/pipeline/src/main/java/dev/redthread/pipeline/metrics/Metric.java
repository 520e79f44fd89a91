package dev.redthread.pipeline.metrics;

import dev.redthread.event.DeadLetter.Reason;

/** Every metric of the job. The table in {@code docs/operating.md} is made from this. */
public enum Metric {
  READ(
      "read",
      Place.INPUT,
      Kind.COUNTER,
      "records",
      "Records of topics and lines of files; blank lines are none. Always `accepted` and"
          + " `deadLettered` together."),
  ACCEPTED("accepted", Place.INPUT, Kind.COUNTER, "records", "Those that led to an event."),
  DEAD_LETTERED(
      "deadLettered", Place.INPUT, Kind.COUNTER, "records", "Those that led to dead letters only."),
  EVENTS(
      "events", Place.INPUT, Kind.COUNTER, "events", "What was read; a record may hold several."),
  DEAD_LETTERS(
      "deadLetters.REASON",
      Place.INPUT,
      Kind.COUNTER,
      "dead letters",
      "Dead letters by reason, such as `NOT_JSON` or `NO_TIME`; each is a document in"
          + " `redthread-deadletters`."),
  SCREENED(
      "screened",
      Place.INPUT,
      Kind.COUNTER,
      "events",
      "Those that some pattern asked for; all others ended here."),
  ORPHANS(
      "orphans",
      Place.INPUT,
      Kind.COUNTER,
      "events",
      "Those of them that wait for the owner of their device."),

  REQUESTS("requests", Place.PULL, Kind.COUNTER, "requests", "Requests that were sent."),
  RETRIES(
      "retries",
      Place.PULL,
      Kind.COUNTER,
      "requests",
      "Those of them that came to nothing and are repeated: no answer, 408, 429, 5xx, a body that"
          + " cannot be read."),
  REFUSALS(
      "refusals",
      Place.PULL,
      Kind.COUNTER,
      "requests",
      "Those that were refused, by the vendor or since they lead to a host that is not named: the"
          + " log says why and what to do."),
  LOOPS(
      "loops",
      Place.PULL,
      Kind.COUNTER,
      "polls",
      "Polls that were given up since a page led back to one before it."),
  PULLED("pulled", Place.PULL, Kind.COUNTER, "records", "Records that were handed on."),
  REPEATED(
      "repeated",
      Place.PULL,
      Kind.COUNTER,
      "records",
      "Records that an answer held once more and that were not handed on again."),
  LAG(
      "lag",
      Place.PULL,
      Kind.GAUGE,
      "ms",
      "How long ago the last poll was that brought all there was."),

  FOLLOWED("followed", Place.FOLLOW, Kind.COUNTER, "lines", "Lines that were handed on."),
  FILES("files", Place.FOLLOW, Kind.GAUGE, "files", "Files that the last look found."),
  UNREADABLE(
      "unreadable",
      Place.FOLLOW,
      Kind.GAUGE,
      "files",
      "Those that cannot be read: the log says why."),
  BEHIND(
      "behind",
      Place.FOLLOW,
      Kind.GAUGE,
      "bytes",
      "What was unread when they were last looked at; of a packed file all of it."),

  PATTERN_VERSION(
      "patternVersion",
      Place.CHANGE,
      Kind.GAUGE,
      "version",
      "The version of the pattern files in force in this task of *Normalise and screen* or of a"
          + " detect."),
  PATTERNS_REFUSED(
      "patternsRefused",
      Place.CHANGE,
      Kind.COUNTER,
      "contents",
      "Contents of the pattern files, or records of the pattern topic, that *Watch patterns*"
          + " refused."),

  SIDE_FILES_REFUSED(
      "sideFilesRefused",
      Place.CHANGE,
      Kind.COUNTER,
      "contents",
      "Contents of the alias table that *Watch identities* refused, or of the tables of"
          + " `enrichment.yml` that *Watch enrichment* did."),

  LET_GO(
      "letGo",
      Place.RESOLVE,
      Kind.COUNTER,
      "events",
      "Events of one device, or of one person's names, that were let go of before their time since"
          + " there were more than 10,000: a link or a table that comes later does not move them."),

  DOUBTFUL_NAMES(
      "doubtfulNames",
      Place.RESOLVE,
      Kind.COUNTER,
      "names",
      "Names that became nobody's, since a record says another person than those before it."),

  SCREENED_IN(
      "screenedIn",
      Place.PATTERN,
      Kind.COUNTER,
      "events",
      "Events that matter to the pattern, once for each group; those that are taken back too."),
  DUPLICATES(
      "duplicates",
      Place.PATTERN,
      Kind.COUNTER,
      "events",
      "Those of them that were on the timeline already."),
  LATE(
      "late",
      Place.PATTERN,
      Kind.COUNTER,
      "events",
      "Those of them that came later than their sources may be: evaluated and not kept."),
  OVERFLOW(
      "overflow",
      Place.PATTERN,
      Kind.COUNTER,
      "events",
      "Those of them that found the group's budget used up, so that the earliest event was let go"
          + " of."),
  ABANDONED(
      "abandoned",
      Place.PATTERN,
      Kind.COUNTER,
      "searches",
      "Searches for a chain that were given up as too long; a finding may be missing."),
  FAILED(
      "failed",
      Place.PATTERN,
      Kind.COUNTER,
      "events",
      "Events at which the code of a Java pattern failed; each is a dead letter, `PATTERN_FAILED`,"
          + " and takes no part in the pattern."),
  OFF(
      "off",
      Place.PATTERN,
      Kind.GAUGE,
      "tasks",
      "1 while this task does not evaluate a Java pattern any more, since it took too long over an"
          + " event."),
  TIMELINES(
      "timelines", Place.PATTERN, Kind.GAUGE, "groups", "Groups of which an event is kept now."),
  KEPT_EVENTS(
      "keptEvents", Place.PATTERN, Kind.GAUGE, "events", "Events on all these timelines now."),
  PARTIAL_MATCHES(
      "partialMatches",
      Place.PATTERN,
      Kind.GAUGE,
      "groups",
      "Groups that stand at the second step or a later one of a sequence of three or more now: the"
          + " open documents in `redthread-progress`. Always 0 with `progress: false`."),
  FINDINGS(
      "findings", Place.PATTERN, Kind.COUNTER, "findings", "Findings sent for the first time."),
  REVISIONS(
      "revisions",
      Place.PATTERN,
      Kind.COUNTER,
      "revisions",
      "Further revisions of findings that were sent, of all kinds."),
  WITHDRAWALS(
      "withdrawals",
      Place.PATTERN,
      Kind.COUNTER,
      "revisions",
      "Revisions sent that withdraw their finding."),
  MERGES(
      "merges",
      Place.PATTERN,
      Kind.COUNTER,
      "revisions",
      "Revisions sent that say that their finding became part of another."),
  TRUNCATED(
      "truncated",
      Place.PATTERN,
      Kind.COUNTER,
      "revisions",
      "Revisions sent of findings of a group that went over its budget."),
  EVALUATIONS(
      "evaluations",
      Place.PATTERN,
      Kind.COUNTER,
      "evaluations",
      "How often a timeline was evaluated: for an event or for the clock."),
  EVALUATION_TOTAL(
      "evaluationTotal",
      Place.PATTERN,
      Kind.COUNTER,
      "ns",
      "The time that all evaluations took, access to state included."),
  EVALUATION_TIME(
      "evaluationTime",
      Place.PATTERN,
      Kind.HISTOGRAM,
      "ns",
      "The time of single evaluations; one in sixteen is looked at."),
  EVENT_TO_RECEIVED(
      "eventToReceived",
      Place.PATTERN,
      Kind.HISTOGRAM,
      "ms",
      "From the event's own time until it was received: how late its source is."),
  RECEIVED_TO_READ(
      "receivedToRead",
      Place.PATTERN,
      Kind.HISTOGRAM,
      "ms",
      "From then until the job read it: how far behind the job is. Of recorded logs it is their"
          + " age."),
  READ_TO_DETECTED(
      "readToDetected",
      Place.PATTERN,
      Kind.HISTOGRAM,
      "ms",
      "From then until the finding that it completes was raised, by itself or by an event that came"
          + " after it; what waited for a deadline is left out."),

  UNCONFIRMED_WITHDRAWN(
      "unconfirmedWithdrawn",
      Place.DOCUMENTS,
      Kind.COUNTER,
      "documents",
      "Those that were written before a crash, not confirmed after it, and withdrawn."),
  UNCONFIRMED_RESTORED(
      "unconfirmedRestored",
      Place.DOCUMENTS,
      Kind.COUNTER,
      "documents",
      "Those that were revised before a crash, not so after it, and written as they were."),
  SEARCH_FAILURES(
      "searchFailures",
      Place.DOCUMENTS,
      Kind.COUNTER,
      "searches",
      "Searches for such documents that failed; they are repeated.");

  private final String key;
  private final Place place;
  private final Kind kind;
  private final String unit;
  private final String meaning;

  Metric(String key, Place place, Kind kind, String unit, String meaning) {
    this.key = key;
    this.place = place;
    this.kind = kind;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** The last part of its name in Flink. */
  public String key() {
    return key;
  }

  /** The name of {@link #DEAD_LETTERS} for one reason; a record may lead to several. */
  public static String deadLetters(Reason reason) {
    return DEAD_LETTERS.key.replace("REASON", reason.name());
  }

  Place place() {
    return place;
  }

  Kind kind() {
    return kind;
  }

  String unit() {
    return unit;
  }

  String meaning() {
    return meaning;
  }

  /** Whose metric it is. */
  enum Place {
    /** Of the step that normalises and screens. */
    INPUT,
    /** Of one feed that is asked for over HTTP. */
    PULL,
    /** Of one feed of files that are followed. */
    FOLLOW,
    /** Of the steps that hear of changed patterns. */
    CHANGE,
    /** Of the step that finds out whose an event is. */
    RESOLVE,
    /** Of one pattern in the detect step. */
    PATTERN,
    /** Of the steps before the sink of documents. */
    DOCUMENTS
  }

  /** What Flink does with it. */
  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }
}
